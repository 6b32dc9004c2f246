/** Loaded before a program, it holds the program's event loop for 80 of every 120 ms. */
const held = setInterval(() => {
  const until = performance.now() + 80;
  while (performance.now() < until);
}, 40);
// The program begins when nothing that was loaded before it is left to wait for.
Deno.unrefTimer(held);
