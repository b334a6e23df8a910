/**
 * Pictures one after the other: a browser has few connections to a server, and a page full of small pictures that have
 * to be made first must not keep the film, or the next page, waiting.
 */
const AT_ONCE = 3;
let loading = 0;
const waiting: (() => void)[] = [];

function next(): void {
  while (loading < AT_ONCE) {
    const go = waiting.shift();
    if (!go) return;
    loading += 1;
    go();
  }
}

/** Gives an image its address when its turn has come. */
export function gently(address: string): (image: HTMLImageElement) => () => void {
  return (image) => {
    let mine = false;
    const go = () => {
      mine = true;
      image.src = address;
    };
    const end = () => {
      if (!mine) return;
      mine = false;
      loading -= 1;
      next();
    };
    image.addEventListener('load', end);
    image.addEventListener('error', end);
    waiting.push(go);
    next();
    return () => {
      const place = waiting.indexOf(go);
      if (place >= 0) waiting.splice(place, 1);
      if (mine) image.removeAttribute('src');
      end();
    };
  };
}
