// What the build puts into the command as bytes.

declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}

declare module '*.woff2' {
  const bytes: Uint8Array;
  export default bytes;
}
