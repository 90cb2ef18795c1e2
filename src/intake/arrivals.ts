/** The ways by which files and wishes reach the page other than its own buttons. */

export const hasFiles = (transfer: DataTransfer | null): boolean =>
  transfer?.types.includes('Files') ?? false;

export const filesOf = (transfer: DataTransfer | null): File[] => [...(transfer?.files ?? [])];

interface LaunchParams {
  readonly files: readonly FileSystemFileHandle[];
}
interface LaunchQueue {
  setConsumer(consumer: (params: LaunchParams) => void): void;
}

/** Files opened with the installed app from the system's file manager. */
export function onLaunchFiles(take: (files: File[]) => void): void {
  const { launchQueue } = window as Window & { launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files: handles }) => {
    if (handles.length === 0) return;
    void Promise.all(handles.map((handle) => handle.getFile())).then(take);
  });
}

const actions = ['sample', 'open'] as const;
export type Action = (typeof actions)[number];

/** The wish in `?action=`, as app shortcuts put it. Read once: it is taken out of the address. */
export function takeAction(): Action | null {
  const address = new URL(location.href);
  const wish = address.searchParams.get('action');
  if (wish === null) return null;
  address.searchParams.delete('action');
  history.replaceState(history.state, '', address);
  return actions.find((action) => action === wish) ?? null;
}
