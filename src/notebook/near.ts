import type { Attachment } from 'svelte/attachments';

/** How far below or above the window is near, in its heights. */
const margin = '50%';

/** Calls once the element is in the window, or nearly. */
export const whenNear =
  (arrive: () => void): Attachment<HTMLElement> =>
  (element) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        arrive();
      },
      { rootMargin: `${margin} 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  };
