/** The files that a cell can be saved as. */
import { toCsv } from '../cells/csv';
import type { TableTwin } from '../cells/kind';
import { composeSvg, pngFile, svgFile, type Caption } from '../figures/export';
import type { Picture } from '../figures/pictures';
import { saveFile } from '../ui/save-file';

export interface CellFile {
  /** Without its ending. */
  readonly name: string;
  readonly table: TableTwin;
  readonly pictures: ReadonlySet<Picture>;
  readonly caption: Caption;
}

export type FileKind = 'csv' | 'csv-guarded' | 'png' | 'svg';

export async function download(kind: FileKind, { name, table, pictures, caption }: CellFile): Promise<void> {
  if (kind === 'csv' || kind === 'csv-guarded') {
    const text = toCsv(table, { guardFormulas: kind === 'csv-guarded' });
    saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
    return;
  }
  const drawings = [...pictures].map((picture) => picture()).filter((drawing) => drawing !== null);
  const svg = composeSvg(drawings, caption);
  if (kind === 'svg') saveFile(svgFile(svg), `${name}.svg`);
  else saveFile(await pngFile(svg), `${name}.png`);
}
