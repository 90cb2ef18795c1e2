/** The simulated shop that ships with the app; `tools/sample` makes it. */
const sampleFiles = [
  'sample/orders.csv.gz',
  'sample/products.csv',
  'sample/spend.csv',
  'sample/survey.csv',
] as const;

/** Fetches the sample shop from our own origin, as files. */
export const fetchSample = (): Promise<File[]> => Promise.all(sampleFiles.map(fetchFile));

async function fetchFile(path: string): Promise<File> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const content = await response.blob();
  const name = path.slice(path.lastIndexOf('/') + 1);
  return new File([content], (await isGzip(content)) ? name : name.replace(/\.gz$/, ''));
}

// Many servers announce a `.gz` as encoded, and then it arrives inflated.
async function isGzip(content: Blob): Promise<boolean> {
  const [first, second] = new Uint8Array(await content.slice(0, 2).arrayBuffer());
  return first === 0x1f && second === 0x8b;
}
