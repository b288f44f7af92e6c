// Each pass of the optimiser alone, on IR as text: what goes in, what must come out.
//
// The passes that work while instructions are emitted (fold, cse, forward, dse) see the text emitted once more; peel gets it
// as a recorded iteration. Layouts below 64 are of builtin classes that nobody changes.
#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <sstream>
#include <string>

#include "jit/builder.h"
#include "jit/ir_text.h"
#include "jit/passes.h"
#include "tests/unit/ir_reader.h"
#include "vm/base/text.h"

namespace pyvm::jit {

namespace {

// Without indentation and blank lines, one blank between words.
std::string plain(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string kept;
    for (std::string word; words >> word;) kept += (kept.empty() ? "" : " ") + word;
    if (!kept.empty()) out += kept + "\n";
  }
  return out;
}

void read(const char* text, TraceIr& ir) {
  std::string error;
  bool ok = read_ir(text, ir, &error);
  CHECK_MESSAGE(ok, error);
  if (const char* wrong = ok ? check_ir(ir) : nullptr) FAIL_CHECK(wrong);
}

std::string text_of(TraceIr& ir) {
  if (const char* wrong = check_ir(ir)) FAIL_CHECK(wrong);
  TextBuffer text;
  print_ir(ir, text);
  return plain(text.view());
}

// Emits a trace once more through a builder.
class Emission {
 public:
  Emission(TraceIr& from, TraceIr& to) : from_(from), builder(to) {
    builder.reset();
    builder.opt = {};
    builder.snapshot = {take, this};
  }

  void emit_all() {
    for (Ref r = kRefBias; r < from_.next_ref(); r++) {
      const IrIns& ins = from_.at(r);
      const IrOpInfo& info = ir_info(ins.op);
      bool snap = info.aux == IrAux::SNAP;
      if (snap) snapshot_ = ins.aux;
      subst_[r] = builder.emit(ins.op, ins.type, info.a == IrOperand::REF ? ours(ins.a) : ins.a,
                               info.b == IrOperand::REF ? ours(ins.b) : ins.b, snap ? uint16_t{0} : ins.aux);
    }
  }
  Ref ours(Ref r) {
    if (r == kNoRef) return r;
    return is_const(r) ? builder.ir.constant(from_.konst(r).type, from_.konst(r).bits) : subst_[r];
  }

 private:
  static uint16_t take(void* self) { return static_cast<Emission*>(self)->take_snapshot(); }
  uint16_t take_snapshot() {
    auto known = made_.find({snapshot_, builder.deferred_version});
    if (known != made_.end()) return known->second;
    const Snapshot& old = from_.snaps.list[snapshot_];
    std::vector<SnapEntry> entries;
    for (uint32_t i = 0; i < old.count; i++) {
      entries.push_back(from_.snaps.entries[old.first + i]);
      entries.back().ref = ours(entries.back().ref);
    }
    uint16_t id = builder.add_snapshot(entries.data(), old.count, nullptr, 0, nullptr, old.mode);
    made_[{snapshot_, builder.deferred_version}] = id;
    return id;
  }

  TraceIr& from_;
  uint16_t snapshot_ = 0;
  std::map<Ref, Ref> subst_;
  std::map<std::pair<uint16_t, uint32_t>, uint16_t> made_;

 public:
  IrBuilder builder;
};

OptFlags none() {
  OptFlags flags;
#define PASS(name, meaning) flags.name = false;
#include "jit/passes.def"
#undef PASS
  return flags;
}

void check_emitted(bool OptFlags::*pass, const char* before, const char* after) {
  TraceIr in, out;
  read(before, in);
  Emission emission(in, out);
  emission.builder.opt = none();
  emission.builder.opt.*pass = true;
  emission.emit_all();
  CHECK(!emission.builder.failed);
  compact(out);
  CHECK(text_of(out) == plain(after));
}

void check_pass(const std::function<void(TraceIr&)>& pass, const char* before, const char* after) {
  TraceIr ir;
  read(before, ir);
  pass(ir);
  compact(ir);
  CHECK(text_of(ir) == plain(after));
}

// `slots`: words of the frame that the iteration changes, with the instruction whose value they have at its end.
void check_peeled(const std::vector<std::pair<int32_t, uint32_t>>& slots, const char* before, const char* after) {
  TraceIr in, out;
  read(before, in);
  Emission emission(in, out);
  emission.emit_all();
  LoopEnd end;
  for (const auto& [word, number] : slots) end.slots.emplace_back(word, emission.builder.strip_box(emission.ours(kRefBias + number)));
  CHECK(peel_loop(emission.builder, end));
  pass_dce(out);
  CHECK(text_of(out) == plain(after));
}

}  // namespace

TEST_CASE("what print_ir writes can be read again") {
  const char* text = R"(
    0000 box SLOT 14
         #0 []
    0001 > ref UNBOXR 0000 #0
    0002 > void GLAYOUT 0001 40 #0
    0003 i64 FLOAD 0001 ListLength
    0004 ref VNEW 41 24
    0005 i1 ULT +1 0003
         #1 [3:0003-1 4:1.5 5:box:0xfffe000000000007 new 0004{+8:0003 +16:true} set 0001{+8:+7}] decided
    0006 > void GUARD_T 0005 #1
    0007 ref FLOAD 0001 ListItems
    0008 ptr AREF 0007 0003 <<3 +16
    0009 box ALOAD 0008 word@array
    0010 void CARG 0001 0009
         #2 [3:0003] raise
    0011 i1 CALL list_append 0010
    0012 > void GUARD_T 0011 #2
    0013 > void JEXIT #2
  )";
  TraceIr ir;
  read(text, ir);
  // A snapshot is printed where it is used first.
  std::string expected = plain(text);
  std::string snapshot = "#2 [3:0003] raise\n";
  expected.erase(expected.find(snapshot), snapshot.size());
  expected.insert(expected.find("0012"), snapshot);
  CHECK(text_of(ir) == expected);
}

TEST_CASE("fold evaluates constants and keeps what floats need") {
  check_emitted(&OptFlags::fold, R"(
    0000 i64 PARENT 0
    0001 f64 PARENT 1
    0002 i64 ADD +2 +3
    0003 i64 MUL 0000 +1
    0004 i64 ADD 0003 +0
    0005 i64 MOD 0004 +8
    0006 f64 ADD 0001 0.0
    0007 f64 DIV 0006 4.0
    0008 f64 DIV 0007 3.0
    0009 i64 ADD 0005 0002
    0010 i1 GT +5 0009
         #0 [1:0009 2:0008]
    0011 > void GUARD_T 0010 #0
    0012 i1 LT +1 +2
    0013 > void GUARD_T 0012 #0
    0014 > void JEXIT #0
  )", R"(
    0000 i64 PARENT 0
    0001 f64 PARENT 1
    0002 i64 AND 0000 +7
    0003 f64 ADD 0001 0.0
    0004 f64 MUL 0003 0.25
    0005 f64 DIV 0004 3.0
    0006 i64 ADD 0002 +5
    0007 i1 LT 0006 +5
         #0 [1:0006 2:0005]
    0008 > void GUARD_T 0007 #0
    0009 > void JEXIT #0
  )");
}

TEST_CASE("fold sees through boxes") {
  check_emitted(&OptFlags::fold, R"(
    0000 i64 PARENT 0
         #0 [1:0000]
    0001 > box BOXI 0000 #0
    0002 > i64 UNBOXI 0001 #0
    0003 i64 SUB 0002 +7
    0004 i1 EQ 0003 +0
    0005 i1 NOT 0004
    0006 > void GUARD_F 0005 #0
    0007 > void JEXIT #0
  )", R"(
    0000 i64 PARENT 0
         #0 [1:0000]
    0001 > box BOXI 0000 #0
    0002 i64 ADD 0000 -7
    0003 i1 EQ 0002 +0
    0004 i1 NE 0002 +0
    0005 > void GUARD_F 0004 #0
    0006 > void JEXIT #0
  )");
}

TEST_CASE("cse finds operations and guards again, not calls and loads") {
  check_emitted(&OptFlags::cse, R"(
    0000 ref PARENT 0
    0001 i64 PARENT 1
         #0 [1:0001]
    0002 > void GLAYOUT 0000 40 #0
    0003 i64 FLOAD 0000 ListLength
    0004 i64 ADD 0001 +1
    0005 > void GLAYOUT 0000 40 #0
    0006 i64 FLOAD 0000 ListLength
    0007 i64 ADD 0001 +1
    0008 i64 ADD 0004 0007
    0009 i64 ADD 0003 0006
         #1 [1:0008 2:0009]
    0010 > void JEXIT #1
  )", R"(
    0000 ref PARENT 0
    0001 i64 PARENT 1
         #0 [1:0001]
    0002 > void GLAYOUT 0000 40 #0
    0003 i64 FLOAD 0000 ListLength
    0004 i64 ADD 0001 +1
    0005 i64 FLOAD 0000 ListLength
    0006 i64 ADD 0004 0004
    0007 i64 ADD 0003 0005
         #1 [1:0006 2:0007]
    0008 > void JEXIT #1
  )");
}

TEST_CASE("forward answers loads by stores, past stores elsewhere, not past calls that write") {
  check_emitted(&OptFlags::forward, R"(
    0000 ref PARENT 0
    0001 i64 PARENT 1
    0002 box PARENT 2
    0003 ptr AREF 0000 0001 <<3 +16
    0004 i64 ADD 0001 +1
    0005 ptr AREF 0000 0004 <<3 +16
    0006 void ASTORE 0003 0002 word@array
    0007 void ASTORE 0005 box:0x10 word@array
    0008 box ALOAD 0003 word@array
    0009 i64 FLOAD 0000 ListLength
    0010 i64 FLOAD 0000 ListLength
    0011 void CARG 0000 0008
    0012 i1 CALL list_append 0011
    0013 i64 FLOAD 0000 ListLength
    0014 i64 ADD 0010 0013
         #0 [1:0008 2:0009 3:0014]
    0015 > void JEXIT #0
  )", R"(
    0000 ref PARENT 0
    0001 i64 PARENT 1
    0002 box PARENT 2
    0003 ptr AREF 0000 0001 <<3 +16
    0004 i64 ADD 0001 +1
    0005 ptr AREF 0000 0004 <<3 +16
    0006 void ASTORE 0003 0002 word@array
    0007 void ASTORE 0005 box:0x10 word@array
    0008 i64 FLOAD 0000 ListLength
    0009 void CARG 0000 0002
    0010 i1 CALL list_append 0009
    0011 i64 FLOAD 0000 ListLength
    0012 i64 ADD 0008 0011
         #0 [1:0002 2:0008 3:0012]
    0013 > void JEXIT #0
  )");
}

TEST_CASE("dse drops a store that nobody can have seen") {
  check_emitted(&OptFlags::dse, R"(
    0000 ref PARENT 0
    0001 i64 PARENT 1
    0002 void FSTORE 0000 0001 RangeNext
    0003 void FSTORE 0000 +5 RangeNext
         #0 []
    0004 > void POLL #0
    0005 void FSTORE 0000 +6 RangeNext
    0006 > void JEXIT #0
  )", R"(
    0000 ref PARENT 0
    0001 i64 PARENT 1
    0002 void FSTORE 0000 +5 RangeNext
         #0 []
    0003 > void POLL #0
    0004 void FSTORE 0000 +6 RangeNext
    0005 > void JEXIT #0
  )");
}

TEST_CASE("dce removes what only dead instructions use, and snapshots without a guard") {
  check_pass(pass_dce, R"(
    0000 box SLOT 0
         #0 [0:0000]
    0001 > i64 UNBOXI 0000 #0
    0002 i64 ADD 0001 +1
    0003 i64 MUL 0002 0002
    0004 i1 LT 0003 +9
         #1 [0:0001 1:0002]
    0005 > box BOXI 0003 #1
         #2 [0:0001]
    0006 > void JEXIT #2
  )", R"(
    0000 box SLOT 0
         #0 [0:0000]
    0001 > i64 UNBOXI 0000 #0
         #1 [0:0001]
    0002 > void JEXIT #1
  )");
}

TEST_CASE("range proves sums of a bounded loop variable; exits count from it") {
  check_pass([](TraceIr& ir) { pass_range(ir, false); }, R"(
    0000 i64 PARENT 0
    0001 ref PARENT 1
    0002 void LOOP
    0003 i64 PHI +0 0008
    0004 i1 LT 0003 +100
         #0 [1:0003]
    0005 > void GUARD_T 0004 #0
    0006 i1 LT 0003 +200
    0007 > void GUARD_T 0006 #0
    0008 > i64 ADDOV 0003 +1 #0
    0009 void DSTORE 0001 0008 RangeNext
         #1 [1:0008 2:0003 set 0001{+8:0008}]
    0010 > box BOXI 0003 #1
    0011 void SSTORE 7 0010
    0012 > void POLL #1
    0013 void JLOOP
  )", R"(
    0000 i64 PARENT 0
    0001 ref PARENT 1
    0002 void LOOP
    0003 i64 PHI +0 0011
    0004 i1 LT 0003 +100
         #0 [1:0003]
    0005 > void GUARD_T 0004 #0
    0006 i1 LT 0003 +200
    0007 i64 ADD 0003 +1
    0008 box BOXIU 0003
    0009 void SSTORE 7 0008
         #1 [1:0003+1 2:0003 set 0001{+8:0003+1}]
    0010 > void POLL #1
    0011 i64 ADD 0003 +1
    0012 void JLOOP
  )");
}

TEST_CASE("range checks a length once for several constant indices, not across a branch") {
  check_pass([](TraceIr& ir) { pass_range(ir, false); }, R"(
    0000 ref PARENT 0
    0001 i64 FLOAD 0000 ListLength
    0002 i1 UGE 0001 +1
         #0 [1:0000]
    0003 > void GUARD_T 0002 #0
    0004 i1 UGE 0001 +3
         #1 [2:0000]
    0005 > void GUARD_T 0004 #1
    0006 i1 UGE 0001 +2
    0007 > void GUARD_T 0006 #1
    0008 i1 EQ 0001 +9
         #2 [3:0000] decided
    0009 > void GUARD_F 0008 #2
    0010 i1 UGE 0001 +5
         #3 [4:0000]
    0011 > void GUARD_T 0010 #3
    0012 > void JEXIT #3
  )", R"(
    0000 ref PARENT 0
    0001 i64 FLOAD 0000 ListLength
    0002 i1 UGE 0001 +3
         #0 [1:0000]
    0003 > void GUARD_T 0002 #0
    0004 i1 UGE 0001 +3
    0005 i1 UGE 0001 +2
    0006 i1 EQ 0001 +9
         #2 [3:0000] decided
    0007 > void GUARD_F 0006 #2
    0008 i1 UGE 0001 +5
         #3 [4:0000]
    0009 > void GUARD_T 0008 #3
    0010 > void JEXIT #3
  )");
}

TEST_CASE("hoist checks the end of the loop against a length before the loop") {
  const char* before = R"(
    0000 i64 PARENT 0
    0001 i64 PARENT 1
         #0 []
    0002 > void POLL #0
    0003 void NOP
    0004 void NOP
    0005 void NOP
    0006 void LOOP
    0007 i64 PHI +0 0012
    0008 i1 LT 0007 0000
         #1 [1:0007]
    0009 > void GUARD_T 0008 #1
    0010 i1 ULT 0007 0001
    0011 > void GUARD_T 0010 #1
    0012 i64 ADD 0007 +1
    0013 void JLOOP
  )";
  check_pass([](TraceIr& ir) { pass_range(ir, true), pass_dce(ir); }, before, R"(
    0000 i64 PARENT 0
    0001 i64 PARENT 1
         #0 []
    0002 > void POLL #0
    0003 i1 LE 0000 0001
         #2 []
    0004 > void GUARD_T 0003 #2
    0005 void LOOP
    0006 i64 PHI +0 0009
    0007 i1 LT 0006 0000
         #1 [1:0006]
    0008 > void GUARD_T 0007 #1
    0009 i64 ADD 0006 +1
    0010 void JLOOP
  )");
}

TEST_CASE("escape moves the stores of an object into the exits, a stored one escapes") {
  check_pass(pass_escape, R"(
    0000 i64 PARENT 0
    0001 ref PARENT 1
         #0 [1:0000]
    0002 > ref NEW 40 24 #0
    0003 void FSTORE 0002 0000 RangeNext
    0004 > ref NEW 41 16 #0
    0005 void FSTORE 0004 +5 RangeNext
    0006 box BOXR 0004
    0007 ptr AREF 0001 +0 <<3 +16
    0008 void ASTORE 0007 0006 word@array
         #1 [1:0002 2:0004]
    0009 > void POLL #1
    0010 void FSTORE 0002 +7 RangeNext
         #2 [1:0002]
    0011 > void JEXIT #2
  )", R"(
    0000 i64 PARENT 0
    0001 ref PARENT 1
    0002 ref VNEW 40 24
         #0 [1:0000]
    0003 > ref NEW 41 16 #0
    0004 void FSTORE 0003 +5 RangeNext
    0005 box BOXR 0003
    0006 ptr AREF 0001 +0 <<3 +16
    0007 void ASTORE 0006 0005 word@array
         #1 [1:0002 2:0003 new 0002{+8:0000}]
    0008 > void POLL #1
         #2 [1:0002 new 0002{+8:+7}]
    0009 > void JEXIT #2
  )");
}

TEST_CASE("barrier keeps the last of an object between two exits") {
  check_pass(pass_barrier, R"(
    0000 ref PARENT 0
    0001 ref PARENT 1
    0002 box PARENT 2
    0003 void BARRIER 0000 0002
    0004 void BARRIER 0001 0002
    0005 i64 FLOAD 0001 RangeNext
    0006 void FSTORE 0000 0005 RangeNext
    0007 void BARRIER 0000 0002
    0008 void BARRIER 0000 0002
         #0 [1:0000]
    0009 > void POLL #0
    0010 void BARRIER 0000 0002
    0011 > void JEXIT #0
  )", R"(
    0000 ref PARENT 0
    0001 ref PARENT 1
    0002 box PARENT 2
    0003 void BARRIER 0001 0002
    0004 i64 FLOAD 0001 RangeNext
    0005 void FSTORE 0000 0004 RangeNext
    0006 void BARRIER 0000 0000
         #0 [1:0000]
    0007 > void POLL #0
    0008 void BARRIER 0000 0002
    0009 > void JEXIT #0
  )");
}

TEST_CASE("finite checks a chain at its end, where it leaves to before the chain") {
  check_pass(pass_finite, R"(
    0000 f64 PARENT 0
    0001 f64 PARENT 1
    0002 f64 SUB 0000 0001
         #0 [1:0000]
    0003 > void GFINITE 0002 #0
    0004 f64 MUL 0002 0002
         #1 [1:0002]
    0005 > void GFINITE 0004 #1
    0006 i1 GT 0004 1.0
         #2 [1:0004] decided
    0007 > void GUARD_T 0006 #2
    0008 f64 ADD 0004 0001
         #3 [1:0004]
    0009 > void GFINITE 0008 #3
    0010 > void JEXIT #3
  )", R"(
    0000 f64 PARENT 0
    0001 f64 PARENT 1
    0002 f64 SUB 0000 0001
    0003 f64 MUL 0002 0002
    0004 i1 GT 0003 1.0
         #0 [1:0000]
    0005 > void GUARD_T 0004 #0
    0006 f64 ADD 0003 0001
    0007 > void GFINITE 0006 #0
         #3 [1:0003]
    0008 > void JEXIT #3
  )");
}

TEST_CASE("finite keeps checks before divisions by the value, stores and calls") {
  const char* text = R"(
    0000 f64 PARENT 0
    0001 f64 PARENT 1
    0002 f64 MUL 0000 0001
         #0 [1:0000]
    0003 > void GFINITE 0002 #0
    0004 f64 DIV 1.0 0002
    0005 > void GFINITE 0004 #0
    0006 f64 ADD 0004 0001
         #1 [1:0004]
    0007 > void POLL #1
    0008 > void GFINITE 0006 #1
    0009 > void JEXIT #1
  )";
  check_pass(pass_finite, text, text);
}

TEST_CASE("peel leaves in the loop what changes, and its variables in PHIs") {
  check_peeled({{1, 8}, {2, 9}}, R"(
    0000 box SLOT 0
         #0 []
    0001 > i64 UNBOXI 0000 #0
    0002 box SLOT 1
    0003 > i64 UNBOXI 0002 #0
    0004 i1 LT 0003 0001
         #1 [] decided
    0005 > void GUARD_T 0004 #1
    0006 box SLOT 2
    0007 > f64 UNBOXF 0006 #0
    0008 > i64 ADDOV 0003 +1 #0
    0009 f64 ADD 0007 0.5
         #2 [1:0008 2:0009]
    0010 > void POLL #2
  )", R"(
    0000 box SLOT 0
         #0 []
    0001 > i64 UNBOXI 0000 #0
    0002 box SLOT 1
    0003 > i64 UNBOXI 0002 #0
    0004 i1 LT 0003 0001
         #1 [] decided
    0005 > void GUARD_T 0004 #1
    0006 box SLOT 2
         #0 []
    0007 > f64 UNBOXF 0006 #0
    0008 > i64 ADDOV 0003 +1 #0
    0009 f64 ADD 0007 0.5
         #2 [1:0008 2:0009]
    0010 > void POLL #2
    0011 void LOOP
    0012 i64 PHI 0008 0016
    0013 f64 PHI 0009 0017
    0014 i1 LT 0012 0001
         #3 [1:0012 2:0013] decided
    0015 > void GUARD_T 0014 #3
         #4 [1:0012 2:0013]
    0016 > i64 ADDOV 0012 +1 #4
    0017 f64 ADD 0013 0.5
         #5 [1:0016 2:0017]
    0018 > void POLL #5
    0019 void JLOOP
  )");
}

}  // namespace pyvm::jit
