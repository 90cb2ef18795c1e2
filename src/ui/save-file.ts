/** Hands a file to the browser's downloads. */
export function saveFile(content: Blob, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(content);
  anchor.download = name;
  anchor.click();
  // The download has its own hold on the content by then.
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
