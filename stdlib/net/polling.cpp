// The _polling module: poll() and epoll as functions on descriptors; the classes of module select are frozen/native/select.py.
#include <poll.h>
#include <sys/epoll.h>

#include <cmath>
#include <ctime>
#include <vector>

#include "stdlib/modules.h"
#include "stdlib/posix/arguments.h"
#include "vm/object/list.h"

namespace pyvm {

namespace {

// A time to wait that keeps running down over interruptions.
class Timeout {
 public:
  // Seconds as int or float; None or a negative number: without limit. False: exception pending.
  [[nodiscard]] bool set(Thread& t, Value v) {
    double seconds = -1;
    if (!v.is_none() && !seconds_argument(t, v, &seconds)) return false;
    limited_ = seconds >= 0;
    if (!limited_) return true;
    if (seconds > 2147483.0) seconds = 2147483.0;
    deadline_ = now() + static_cast<int64_t>(std::ceil(seconds * 1e3));
    return true;
  }
  int milliseconds() const {
    if (!limited_) return -1;
    int64_t left = deadline_ - now();
    return left > 0 ? static_cast<int>(left) : 0;
  }

 private:
  static int64_t now() {
    timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return int64_t{ts.tv_sec} * 1000 + ts.tv_nsec / 1000000;
  }
  bool limited_ = false;
  int64_t deadline_ = 0;
};

Value pair(int64_t fd, int64_t events) {
  Value items[2] = {Value::from_small_int(fd), int_from_int64(events)};
  return to_value(tuple_from(items, 2));
}

Value polling_poll(Thread& t, Value* args) {
  if (!is_list(args[0]) || !is_list(args[1]) || as_list(args[0])->length != as_list(args[1])->length) {
    return raise_type_error("two lists of the same length are needed");
  }
  std::vector<pollfd> fds(static_cast<size_t>(as_list(args[0])->length));
  for (size_t i = 0; i < fds.size(); i++) {
    int events;
    if (!c_int_argument(t, as_list(args[0])->items->items[i], &fds[i].fd)) return kNull;
    if (!c_int_argument(t, as_list(args[1])->items->items[i], &events)) return kNull;
    fds[i].events = static_cast<short>(events);
  }
  Timeout timeout;
  int ready;
  if (!timeout.set(t, args[2])) return kNull;
  if (!system_call(t, &ready, [&] { return poll(fds.data(), fds.size(), timeout.milliseconds()); })) return kNull;
  if (ready < 0) return raise_os_error(errno, kNull);
  PyList* list = list_new(0);
  for (const pollfd& fd : fds) {
    if (!list) return kNull;
    if (!fd.revents) continue;
    Value item = pair(fd.fd, static_cast<unsigned short>(fd.revents));
    if (!item || !list_append(list, item)) return kNull;
  }
  return to_value(list);
}

Value polling_epoll_create(Thread& t, Value* args) {
  int flags;
  return c_int_argument(t, args[0], &flags) ? int_or_error(epoll_create1(flags | EPOLL_CLOEXEC)) : kNull;
}
Value polling_epoll_control(Thread& t, Value* args) {
  int epoll, operation, fd;
  int64_t events;
  if (!c_int_arguments(t, args, &epoll, &operation, &fd) || !int_argument(t, args[3], &events)) return kNull;
  epoll_event event{};
  event.events = static_cast<uint32_t>(events);
  event.data.fd = fd;
  return none_or_error(epoll_ctl(epoll, operation, fd, &event));
}
Value polling_epoll_wait(Thread& t, Value* args) {
  int epoll, most;
  Timeout timeout;
  if (!c_int_arguments(t, args, &epoll, &most) || !timeout.set(t, args[2])) return kNull;
  std::vector<epoll_event> events(static_cast<size_t>(most));
  int ready;
  if (!system_call(t, &ready, [&] { return epoll_wait(epoll, events.data(), most, timeout.milliseconds()); })) return kNull;
  if (ready < 0) return raise_os_error(errno, kNull);
  PyList* list = list_new(0);
  for (int i = 0; i < ready; i++) {
    Value item = list ? pair(events[i].data.fd, events[i].events) : kNull;
    if (!item || !list_append(list, item)) return kNull;
  }
  return to_value(list);
}

const NativeDef kFunctions[] = {
    {"poll(fds, events, timeout, /)", polling_poll},
    {"epoll_create(flags, /)", polling_epoll_create},
    {"epoll_control(epoll, operation, fd, events, /)", polling_epoll_control},
    {"epoll_wait(epoll, maxevents, timeout, /)", polling_epoll_wait},
    {},
};
#define ROW(name) {#name, static_cast<int64_t>(name)}
const IntRow kConstants[] = {
    ROW(POLLIN),       ROW(POLLOUT),      ROW(POLLPRI),      ROW(POLLERR),       ROW(POLLHUP),        ROW(POLLNVAL),
    ROW(POLLRDNORM),   ROW(POLLRDBAND),   ROW(POLLWRNORM),   ROW(POLLWRBAND),    ROW(POLLMSG),        ROW(POLLRDHUP),
    ROW(EPOLLIN),      ROW(EPOLLOUT),     ROW(EPOLLPRI),     ROW(EPOLLERR),      ROW(EPOLLHUP),       ROW(EPOLLRDHUP),
    ROW(EPOLLET),      ROW(EPOLLONESHOT), ROW(EPOLLEXCLUSIVE), ROW(EPOLLRDNORM), ROW(EPOLLRDBAND),    ROW(EPOLLWRNORM),
    ROW(EPOLLWRBAND),  ROW(EPOLLMSG),     ROW(EPOLL_CLOEXEC), ROW(EPOLL_CTL_ADD), ROW(EPOLL_CTL_MOD), ROW(EPOLL_CTL_DEL)};
#undef ROW

bool init(Thread&, PyDict* dict) { return ModuleFiller(dict, "_polling").functions(kFunctions).integers(kConstants).ok(); }

}  // namespace

const NativeModule kPollingModule = {"_polling", init};

}  // namespace pyvm
