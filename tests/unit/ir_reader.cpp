#include "tests/unit/ir_reader.h"

#include <cctype>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <vector>

#include "jit/helpers.h"
#include "jit/ir_text.h"
#include "jit/layout.h"

namespace pyvm::jit {

namespace {

// One line as words; braces and brackets are words of their own.
std::vector<std::string> words_of(const std::string& line) {
  std::string spaced;
  for (char c : line) {
    bool alone = c == '{' || c == '}' || c == '[' || c == ']';
    if (alone) spaced += ' ';
    spaced += c;
    if (alone) spaced += ' ';
  }
  std::istringstream in(spaced);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool is_reference(const std::string& word) {
  return word.size() >= 4 && word.find_first_not_of("0123456789") == std::string::npos;
}

class Reader {
 public:
  explicit Reader(TraceIr& ir) : ir_(ir) {}

  // Null, or what is wrong with the line.
  const char* line(const std::vector<std::string>& words) {
    words_ = &words;
    at_ = 0;
    bool known = true;
    bool ok = words[0][0] == '#' ? snapshot(&known) : instruction();
    return !ok ? "not understood" : known && at_ != words.size() ? "words left over" : nullptr;
  }

 private:
  std::string next() { return at_ < words_->size() ? (*words_)[at_++] : std::string(); }
  bool accept(const char* word) {
    if (at_ >= words_->size() || (*words_)[at_] != word) return false;
    at_++;
    return true;
  }

  bool typed_constant(const std::string& word, Ref* out) {
    size_t colon = word.find(":0x");
    for (int t = 0; t < kIrTypeCount; t++) {
      auto type = static_cast<IrType>(t);
      if (word.substr(0, colon) != ir_type_name(type)) continue;
      *out = ir_.constant(type, std::strtoull(word.c_str() + colon + 1, nullptr, 16));
      return true;
    }
    return false;
  }

  // A reference, a reference with an addend, or a constant.
  bool value(const std::string& word, Ref* out, int32_t* addend = nullptr) {
    if (word.empty()) return false;
    size_t sign = word.find_first_of("+-", 1);
    if (addend && sign != std::string::npos && is_reference(word.substr(0, sign))) {
      *addend = std::atoi(word.c_str() + sign);
      return value(word.substr(0, sign), out);
    }
    if (word == "-") return *out = kNoRef, true;
    if (is_reference(word)) return *out = kRefBias + static_cast<Ref>(std::atoi(word.c_str())), true;
    if (word == "true" || word == "false") return *out = ir_.k_bool(word == "true"), true;
    if (word.find(":0x") != std::string::npos) return typed_constant(word, out);
    if (word.find_first_of(".en") != std::string::npos) return *out = ir_.k_double(std::atof(word.c_str())), true;
    if (word[0] != '+' && word[0] != '-') return false;
    bool narrow = word.size() > 4 && word.substr(word.size() - 4) == ":i32";
    *out = ir_.constant(narrow ? IrType::I32 : IrType::I64, static_cast<uint64_t>(std::strtoll(word.c_str(), nullptr, 10)));
    return true;
  }

  // ---- snapshots: #1 [3:0002 5:+7 new 0004{+8:0001} set 0000{+8:0003}] decided
  bool entry(SnapEntry* e) {
    std::string word = next();
    size_t colon = word.find(':');
    if (colon == std::string::npos) return false;
    *e = {std::atoi(word.c_str()), kNoRef, static_cast<uint8_t>(MemKind::WORD)};
    return value(word.substr(colon + 1), &e->ref, &e->addend);
  }

  bool object(bool fresh, std::vector<SnapObject>& objects) {
    SnapObject o{};
    if (!value(next(), &o.alloc) || !accept("{")) return false;
    if (fresh) o.layout = ir_.at(o.alloc).a, o.bytes = ir_.at(o.alloc).b;
    o.first = static_cast<uint32_t>(ir_.snaps.entries.size());
    while (!accept("}")) {
      SnapEntry e;
      if (!entry(&e)) return false;
      ir_.snaps.entries.push_back(e);
      o.count++;
    }
    objects.push_back(o);
    return true;
  }

  bool snapshot(bool* known) {
    auto id = static_cast<size_t>(std::atoi(next().c_str() + 1));
    *known = id == ir_.snaps.list.size();
    if (!*known) return id < ir_.snaps.list.size();
    Snapshot s{};
    std::vector<SnapObject> objects;
    s.first = static_cast<uint32_t>(ir_.snaps.entries.size());
    if (!accept("[")) return false;
    while (!accept("]")) {
      bool fresh = accept("new");
      if (fresh || accept("set")) {
        if (!object(fresh, objects)) return false;
        continue;
      }
      SnapEntry e;
      if (!entry(&e)) return false;
      ir_.snaps.entries.push_back(e);
      s.count++;
    }
    s.mode = accept("raise") ? ResumeMode::kRaise : accept("decided") ? ResumeMode::kDecided : ResumeMode::kResume;
    s.first_object = static_cast<uint32_t>(ir_.snaps.objects.size());
    s.objects = static_cast<uint32_t>(objects.size());
    ir_.snaps.objects.insert(ir_.snaps.objects.end(), objects.begin(), objects.end());
    ir_.snaps.list.push_back(s);
    return true;
  }

  // ---- instructions: 0003 > i64 UNBOXI 0002 #1
  template <class T, class Name>
  static bool find(const std::string& word, int count, T* out, Name name) {
    for (int i = 0; i < count; i++) {
      if (word == name(i)) return *out = static_cast<T>(i), true;
    }
    return false;
  }

  bool operand(IrOperand kind, bool helper, Ref* out) {
    if (kind == IrOperand::___) return true;
    std::string word = next();
    if (helper) {
      return find(word, static_cast<int>(Helper::kCount), out, [](int i) { return helper_info(static_cast<Helper>(i)).name; });
    }
    if (kind == IrOperand::LIT) return *out = static_cast<Ref>(std::atoi(word.c_str())), !word.empty();
    return value(word, out);
  }

  bool auxiliary(IrAux kind, uint16_t* out) {
    if (kind == IrAux::___) return true;
    std::string word = next();
    switch (kind) {
      case IrAux::SNAP: *out = static_cast<uint16_t>(std::atoi(word.c_str() + 1)); return word[0] == '#';
      case IrAux::FLD:
        if (word.starts_with("slot+")) return *out = static_cast<uint16_t>(kSlotField | std::atoi(word.c_str() + 5)), true;
        return find(word, kFieldCount, out, [](int i) { return field_info(static_cast<uint16_t>(i)).name + 1; });
      case IrAux::MEM: {
        size_t separator = word.find('@');
        int mem, alias;
        if (separator == std::string::npos || !find(word.substr(0, separator), kMemKinds, &mem, mem_kind_name) ||
            !find(word.substr(separator + 1), static_cast<int>(Alias::kCount), &alias, alias_name)) {
          return false;
        }
        *out = mem_aux(static_cast<MemKind>(mem), static_cast<Alias>(alias));
        return true;
      }
      case IrAux::ADDR: *out = addr_aux(std::atoi(word.c_str() + 2), std::atoi(next().c_str())); return word.starts_with("<<");
      default: *out = static_cast<uint16_t>(std::atoi(word.c_str() + std::strlen("effects="))); return word.starts_with("effects=");
    }
  }

  bool instruction() {
    if (kRefBias + static_cast<Ref>(std::atoi(next().c_str())) != ir_.next_ref()) return false;
    bool marked = accept(">");
    IrIns ins{IrOp::NOP, IrType::VOID, 0, kNoRef, kNoRef, kNoRef};
    if (!find(next(), kIrTypeCount, &ins.type, [](int i) { return ir_type_name(static_cast<IrType>(i)); })) return false;
    if (!find(next(), kIrOpCount, &ins.op, [](int i) { return kIrOps[i].name; })) return false;
    const IrOpInfo& info = ir_info(ins.op);
    if (marked != ins.is_guard() || !operand(info.a, ins.op == IrOp::CALL, &ins.a) || !operand(info.b, false, &ins.b)) return false;
    if (!auxiliary(info.aux, &ins.aux)) return false;
    if (ins.op == IrOp::LOOP) ir_.loop = ir_.next_ref();
    ir_.ins.push_back(ins);
    return true;
  }

  TraceIr& ir_;
  const std::vector<std::string>* words_ = nullptr;
  size_t at_ = 0;
};

}  // namespace

bool read_ir(std::string_view text, TraceIr& ir, std::string* error) {
  Reader reader(ir);
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> words = words_of(line);
    if (words.empty()) continue;
    if (const char* wrong = reader.line(words)) {
      *error = std::string(wrong) + ": " + line;
      return false;
    }
  }
  return true;
}

}  // namespace pyvm::jit
