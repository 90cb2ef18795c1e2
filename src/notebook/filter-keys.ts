const textTypes = new Set(['text', 'search', 'email', 'url', 'tel', 'password', 'number', 'date']);

/** Whether keys typed here change a text, which has an undo of its own. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return textTypes.has(target.type);
  return target instanceof HTMLElement && (target instanceof HTMLTextAreaElement || target.isContentEditable);
}

/** What a key asks of the filter: Ctrl or Cmd with Z, with Shift for the way back, or Ctrl with Y. */
export function filterKey(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  if (isTyping(event.target)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && event.ctrlKey ? 'redo' : null;
}
