/*
 * Preloaded into pcscd beside the virtual reader vpcd, for tests.
 * accept: vpcd writes the length of a frame and the frame in two writes; without TCP_NODELAY each exchange takes 44 ms
 * (Nagle's algorithm against the delayed acknowledgement).
 * bind: vpcd would listen on all addresses of the machine; here on the loopback one alone.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

int accept(int server, struct sockaddr *address, socklen_t *length) {
  int (*next)(int, struct sockaddr *, socklen_t *) = dlsym(RTLD_NEXT, "accept");
  int client = next(server, address, length);
  int on = 1;
  if (client >= 0) setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return client;
}

int bind(int server, const struct sockaddr *address, socklen_t length) {
  int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "bind");
  if (address->sa_family != AF_INET) return next(server, address, length);
  struct sockaddr_in local = *(const struct sockaddr_in *)address;
  local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return next(server, (struct sockaddr *)&local, sizeof local);
}
