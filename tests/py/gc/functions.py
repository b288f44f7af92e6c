import gc
print(gc.isenabled(), isinstance(gc.collect(), int), len(gc.get_count()), len(gc.get_threshold()))
gc.disable(); print(gc.isenabled()); gc.enable()
log = []
def cb(phase, info): log.append(phase)
gc.callbacks.append(cb)
gc.collect()
gc.callbacks.remove(cb)
print(log)
a = [1]
print(gc.is_tracked(a), gc.is_tracked(5), gc.garbage, gc.freeze(), gc.unfreeze(), gc.get_debug())
