// Objects that an iteration makes and the next one uses: an accumulator that is a numpy.float64, a vector, a tuple.
//
// Such an object is taken apart at the back-edge: its fields become PHIs, and the body starts with an allocation of the same
// layout that is filled from them. Escape analysis then finds that nobody looks at it, and it exists at exits only.
//
// Invariants:
//   1. Only an allocation that does not escape is carried, neither in the pre-roll nor in the body: an object that somebody
//      else knows has an identity and changes behind our back.
//   2. Two variables that hold one object hold one object after the back-edge; objects may nest and be cyclic.
//   3. The guards at the body's start (boxes that do not fit, memory for the object if it escapes later in the body after
//      all) leave through a snapshot in which the exit makes the object from the PHIs.
#pragma once

#include <functional>
#include <vector>

#include "jit/builder.h"

namespace pyvm::jit {

class CarriedObjects {
 public:
  explicit CarriedObjects(IrBuilder& b) : b_(b), ir_(b.ir) {}

  // Finds what can be carried among these values of the pre-roll and in their fields. `excluded`: allocations (by index)
  // that are not. False: none.
  bool find(const std::vector<Ref>& roots, const std::vector<bool>& excluded);
  bool carries(Ref allocation) const { return index_of(allocation) < objects_.size(); }

  // Right behind LOOP: PHIs for the fields that differ from iteration to iteration.
  void make_phis(const std::function<bool(Ref)>& invariant);
  // Adds the objects to the newest snapshot, for exits at the start of the body; in its entries they are stand_in().
  void make_stand_ins();
  void describe_in_newest_snapshot();
  Ref stand_in(Ref allocation) const { return objects_[index_of(allocation)].stand_in; }
  // The objects themselves. at_start(): what stands for the allocation of the iteration before.
  void make_objects();
  Ref at_start(Ref allocation) const { return objects_[index_of(allocation)].copy; }
  // What the body's end gives the PHIs. False: a type has not settled.
  [[nodiscard]] bool close(const std::function<Ref(Ref)>& subst);

 private:
  struct Field {
    IrOp store;       // FSTORE or ASTORE
    uint16_t aux;     // its aux
    Ref address;      // ASTORE: the AREF in the pre-roll
    Ref value;        // in the pre-roll, as stored
    Ref raw;          // without its box
    Ref phi = kNoRef;
  };
  struct Object {
    Ref allocation;
    uint32_t layout, bytes;
    std::vector<Field> fields;
    Ref stand_in = kNoRef, copy = kNoRef;
  };
  size_t index_of(Ref allocation) const;
  void add(Ref value, const std::vector<bool>& excluded);
  void collect_fields(Object& object);
  Ref now(const Field& f, bool copies) const;
  void store(const Object& object, const Field& f);

  IrBuilder& b_;
  TraceIr& ir_;
  std::vector<Object> objects_;
};

}  // namespace pyvm::jit
