/** Runs inside the app, put there before its own scripts; so it stands by itself and imports nothing. */

export interface StartMarks {
  /** Milliseconds from the beginning of the navigation. */
  blank?: number;
  till?: number;
  customer?: number;
}

declare global {
  var startMarks: StartMarks;
}

/**
 * Notes when the app shows its shell with nothing in it, a till with goods to sell, and the first customer found: as soon as the till
 * is there, the customer is looked for.
 */
export function noteStart(customerName: string): void {
  const marks: StartMarks = {};
  globalThis.startMarks = marks;
  const withText = (selector: string, text: string) =>
    [...document.querySelectorAll<HTMLElement>(selector)].find((element) =>
      element.textContent.includes(text),
    );
  const type = (field: HTMLInputElement, text: string) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  let hasTyped = false;
  const look = () => {
    if (marks.blank === undefined && withText('h1', 'Not found')) marks.blank = performance.now();
    if (marks.till === undefined && withText('ul button', '£')) {
      marks.till = performance.now();
      withText('button', 'Add customer')?.click();
    }
    const field = document.querySelector<HTMLInputElement>('input[placeholder="Name, phone or number"]');
    if (marks.till !== undefined && field && !hasTyped) {
      hasTyped = true;
      type(field, customerName);
    }
    if (hasTyped && marks.customer === undefined) {
      const hits = [...document.querySelectorAll<HTMLElement>('section li button')];
      const isFound = hits.some(
        ({ textContent }) => textContent.includes(customerName) && !textContent.includes('New customer'),
      );
      if (isFound) marks.customer = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
