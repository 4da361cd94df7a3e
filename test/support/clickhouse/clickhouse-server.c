/*
 * Runs the ClickHouse engine of libchdb.so as a server with listeners of its own, for the tests.
 * Usage: clickhouse-server <libchdb.so> <clickhouse-local arguments...>
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <unistd.h>
#endif

typedef void *(*query_cmdline)(int argc, char **argv);

int main(int argc, char **argv) {
  if (argc < 3) return 2;
#ifdef __linux__
  /* Never outlive the test process, even when it is killed. */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() == 1) return 3;
#endif
  void *library = dlopen(argv[1], RTLD_NOW);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 4;
  }
  query_cmdline run = (query_cmdline)dlsym(library, "chdb_query_cmdline");
  if (run == NULL) run = (query_cmdline)dlsym(library, "query_stable_v2");
  if (run == NULL) return 5;
  argv[1] = (char *)"clickhouse";
  run(argc - 1, argv + 1);
  return 0;
}
