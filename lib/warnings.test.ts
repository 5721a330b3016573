import { Testing } from 'cdk8s';
import { warn, warningsOf } from './warnings';

test('a warning is said on stderr, and kept beside other metadata of the construct', () => {
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const chart = Testing.chart();
  chart.node.addMetadata('other', 'data');
  warn(chart, 'mind the gap');
  expect(stderr.mock.calls).toEqual([['warning: mind the gap\n']]);
  expect(warningsOf(chart)).toEqual(['mind the gap']);
  stderr.mockRestore();
});
