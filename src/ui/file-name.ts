/** A file name of letters, digits and hyphens; the endings of files it is named after are dropped. */
export const fileName = (...parts: readonly string[]): string =>
  parts
    .map((part) =>
      part
        .replaceAll(/(\.[a-z]{2,4})+$/gi, '')
        .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
        .replaceAll(/^-+|-+$/g, ''),
    )
    .filter((part) => part !== '')
    .join('-')
    .slice(0, 120);
