/** Names that strangers gave and that become names of files and addresses. Pure. */

/** File systems hold 255 bytes; the longest ending of ours takes some of them. */
const mostBytes = 230;

/** Whether a file, and so an address, can have this name: no path, not too long, text that can be written. */
export const isFileName = (name: string): boolean =>
  !/[/\\\0]|^\.{0,2}$/.test(name) && name.isWellFormed() &&
  new TextEncoder().encode(name).length <= mostBytes;

/** Whether Windows has a device of this name, which is no file there, whatever its ending. */
export const isDeviceName = (name: string): boolean =>
  /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
