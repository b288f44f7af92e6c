#include "vm/base/address_space.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>

namespace pyvm {

namespace {

size_t page_bytes() {
  static const auto bytes = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return bytes;
}

// What a limit leaves beyond the pages in use.
size_t left_by(int resource, size_t used_pages) {
  struct rlimit limit;
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return SIZE_MAX;
  size_t used = used_pages * page_bytes();
  return limit.rlim_cur > used ? limit.rlim_cur - used : 0;
}

size_t left_at_start() {
  size_t total = 0, data = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%zu %*u %*u %*u %*u %zu", &total, &data) != 2) total = data = 0;
    std::fclose(file);
  }
  return std::min(left_by(RLIMIT_AS, total), left_by(RLIMIT_DATA, data));
}

}  // namespace

size_t address_space_share(size_t wanted, size_t divisor) {
  static const size_t left = left_at_start();
  return std::min(wanted, left / divisor) & ~(page_bytes() - 1);
}

char* address_space_reserve(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : static_cast<char*>(p);
}

char* address_space_reserve_guarded(size_t bytes) {
  size_t page = page_bytes();
  void* p = mmap(nullptr, bytes + 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) return nullptr;
  char* start = static_cast<char*>(p) + page;
  return mprotect(start, bytes, PROT_READ | PROT_WRITE) == 0 ? start : nullptr;
}

void address_space_release_guarded(char* start, size_t bytes) {
  munmap(start - page_bytes(), bytes + 2 * page_bytes());
}

size_t machine_memory() {
  static const size_t bytes = [] {
    struct sysinfo info;
    return sysinfo(&info) == 0 ? (info.totalram + info.totalswap) * info.mem_unit : SIZE_MAX;
  }();
  return bytes;
}

}  // namespace pyvm
