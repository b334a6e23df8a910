/** Whether what stands above the keys has its height: they wait for it, so that they never move. */
let waited = $state(0);

export const room = {
  get ready() {
    return waited === 0;
  },
  /** Holds the keys back until the returned function is called. */
  hold(): () => void {
    waited += 1;
    let held = true;
    return () => {
      if (held) waited -= 1;
      held = false;
    };
  },
};
