/** The class of every figure. It is fixed because Plot writes it into a `<style>`, which the page's policy knows by hash. */
export const className = 'tenure-figure';

/** The text of the `<style>` that Plot 0.6 appends to each SVG, to the letter. */
export const plotStyle = `:where(.${className}) {
  --plot-background: white;
  display: block;
  height: auto;
  height: intrinsic;
  max-width: 100%;
}
:where(.${className} text),
:where(.${className} tspan) {
  white-space: pre;
}`;
