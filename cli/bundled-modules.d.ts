// Made by `build.cjs` while it bundles.

declare module 'bundled:package' {
  /** What package.json says, as far as it is shown. */
  export const PACKAGE: { readonly version: string; readonly homepage: string; readonly pages: string };
}

declare module 'bundled:pages' {
  /** The page of each rule by its id. A function, so that nothing is made of them unless they are asked for. */
  export const pages: () => { readonly [rule: string]: string };
}

declare module 'bundled:browse' {
  /** What runs in the page that `report` writes. */
  export const BROWSE: string;
}
