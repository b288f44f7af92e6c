#include "jit/carry.h"

#include "jit/layout.h"

namespace pyvm::jit {

namespace {
constexpr size_t kMaxCarried = 16;   // more fields than registers gain nothing
constexpr size_t kMaxFields = 24;
}  // namespace

size_t CarriedObjects::index_of(Ref allocation) const {
  size_t i = 0;
  while (i < objects_.size() && objects_[i].allocation != allocation) i++;
  return i;
}

void CarriedObjects::add(Ref value, const std::vector<bool>& excluded) {
  Ref r = b_.strip_box(value);
  if (r == kNoRef || is_const(r) || ir_.at(r).op != IrOp::NEW || excluded[r - kRefBias] || carries(r)) return;
  if (objects_.size() < kMaxCarried) objects_.push_back({r, ir_.at(r).a, ir_.at(r).b, {}});
}

bool CarriedObjects::find(const std::vector<Ref>& roots, const std::vector<bool>& excluded) {
  objects_.clear();
  for (Ref r : roots) add(r, excluded);
  size_t fields = 0;
  for (size_t i = 0; i < objects_.size(); i++) {
    Object object = objects_[i];
    collect_fields(object);
    for (const Field& f : object.fields) add(f.value, excluded);
    fields += object.fields.size();
    objects_[i] = object;
  }
  if (fields > kMaxFields) objects_.clear();
  return !objects_.empty();
}

// The newest store to each field; one that changes the layout is the layout of the copy.
void CarriedObjects::collect_fields(Object& object) {
  auto put = [&](const Field& f) {
    for (Field& old : object.fields) {
      bool same = old.store == f.store && (f.store == IrOp::ASTORE ? old.address == f.address : old.aux == f.aux);
      if (same) {
        old = f;
        return;
      }
    }
    object.fields.push_back(f);
  };
  for (const IrIns& ins : ir_.ins) {
    if (ins.op == IrOp::FSTORE && ins.a == object.allocation) {
      if (ins.aux == kLayout && is_const(ins.b)) {
        object.layout = static_cast<uint32_t>(ir_.konst(ins.b).bits);
      } else {
        put({ins.op, ins.aux, kNoRef, ins.b, b_.strip_box(ins.b)});
      }
    } else if (ins.op == IrOp::ASTORE && !is_const(ins.a) && ir_.at(ins.a).op == IrOp::AREF &&
               ir_.at(ins.a).a == object.allocation) {
      put({ins.op, ins.aux, ins.a, ins.b, b_.strip_box(ins.b)});
    }
  }
}

void CarriedObjects::make_phis(const std::function<bool(Ref)>& invariant) {
  for (Object& object : objects_) {
    for (Field& f : object.fields) {
      if (carries(f.raw) || invariant(f.raw)) continue;
      f.phi = ir_.emit(IrOp::PHI, ir_.type(f.raw), f.raw, f.raw);
    }
  }
}

// The raw value of a field at the start of the body.
Ref CarriedObjects::now(const Field& f, bool copies) const {
  if (f.phi != kNoRef) return f.phi;
  size_t inner = index_of(f.raw);
  if (inner == objects_.size()) return f.raw;
  return copies ? objects_[inner].copy : objects_[inner].stand_in;
}

void CarriedObjects::make_stand_ins() {
  for (Object& object : objects_) object.stand_in = ir_.emit(IrOp::VNEW, IrType::REF, object.layout, object.bytes);
}

void CarriedObjects::describe_in_newest_snapshot() {
  Snapshots& s = ir_.snaps;
  for (const Object& object : objects_) {
    s.objects.push_back({object.stand_in, object.layout, object.bytes, static_cast<uint32_t>(s.entries.size()),
                         static_cast<uint32_t>(object.fields.size()), 0});
    for (const Field& f : object.fields) {
      if (f.store == IrOp::FSTORE) {
        FieldInfo info = field_info(f.aux);
        s.entries.push_back({info.offset, now(f, false), static_cast<uint8_t>(info.kind), f.aux});
      } else {
        const IrIns& address = ir_.at(f.address);
        auto offset = addr_disp(address.aux) + static_cast<int32_t>(ir_.int_of(address.b) << addr_scale(address.aux));
        s.entries.push_back({offset, now(f, false), static_cast<uint8_t>(mem_kind(f.aux)), 0x7FFF});
      }
    }
  }
  s.list.back().objects += static_cast<uint32_t>(objects_.size());
}

void CarriedObjects::make_objects() {
  for (Object& object : objects_) object.copy = b_.emit(IrOp::NEW, IrType::REF, object.layout, object.bytes);
  for (const Object& object : objects_) {
    for (const Field& f : object.fields) store(object, f);
  }
}

void CarriedObjects::store(const Object& object, const Field& f) {
  Ref value = now(f, true);
  if (ir_.type(f.value) == IrType::BOX) value = b_.box(value);
  if (f.store == IrOp::FSTORE) {
    b_.store(object.copy, f.aux, value);
  } else {
    const IrIns address = ir_.at(f.address);
    Ref at = b_.emit(IrOp::AREF, IrType::PTR, object.copy, address.b, address.aux);
    b_.emit(IrOp::ASTORE, IrType::VOID, at, value, f.aux);
  }
  bool pointer = ir_.type(f.value) == IrType::REF || (ir_.type(f.value) == IrType::BOX && (is_pointer(ir_.type(f.raw)) || ir_.type(f.raw) == IrType::U64));
  if (pointer && !is_const(value)) b_.emit(IrOp::BARRIER, IrType::VOID, object.copy, value);
}

bool CarriedObjects::close(const std::function<Ref(Ref)>& subst) {
  for (const Object& object : objects_) {
    for (const Field& f : object.fields) {
      if (f.phi == kNoRef) continue;
      Ref next = subst(f.raw);
      if (ir_.type(next) != ir_.type(f.phi)) {
        if (ir_.type(f.phi) != IrType::BOX) return false;
        next = b_.box(next);
      }
      ir_.at(f.phi).b = next;
    }
  }
  return true;
}

}  // namespace pyvm::jit
