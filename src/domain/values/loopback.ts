const own = /^(?:localhost|.+\.localhost|127\.[\d.]+|\[?::1\]?)$/;

/** Whether a name or address of a host leads nowhere but to the machine itself. */
export function isLoopback(host: string): boolean {
  return own.test(host);
}
