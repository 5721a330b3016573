import { IConstruct } from 'constructs';

/** cdk8s puts the path of the construct before what its validation says. So each construct is to say what is found in it. */
export class ConstructMessages {
  private messages = new Map<IConstruct, string[]>();
  private readonly asked = new WeakSet<IConstruct>();

  /** Has the constructs below one say it when they are validated, in place of what they said before, and returns its own. */
  public tell(root: IConstruct, messages: readonly (readonly [IConstruct, string])[]): string[] {
    this.messages = new Map();
    for (const [construct, message] of messages) {
      const said = this.messages.get(construct);
      if (said) said.push(message);
      else this.messages.set(construct, [message]);
      if (construct !== root) this.ask(construct);
    }
    return this.messages.get(root) ?? [];
  }

  private ask(construct: IConstruct): void {
    if (this.asked.has(construct)) return;
    this.asked.add(construct);
    construct.node.addValidation({ validate: () => this.messages.get(construct) ?? [] });
  }
}
