/// The program itself and the data it works on: crashes, faults in the code, bad records.
extension FaultKind {
  static let code: [FaultKind] = [
    FaultKind(
      id: "killed", role: .state, weight: 0.8, name: "a process killed by a signal",
      verb: "was killed by a signal",
      phrases: [
        "killed process", "signal 9", "sigkill", "signal kill", "signal killed", "killed by signal",
        "terminated by signal", "killed by * signal", "exit code 137", "exit status 137",
        "exited with code 137", "exited 137", "code killed", "status 9 kill", "was killed",
        "has been killed", "on signal 9",
      ],
      words: ["killed", "signal", "kill"],
      nextChecks: ["`dmesg | grep -i -e oom -e kill`; who or what sends that signal to SERVICE"]),
    FaultKind(
      id: "code-fault", role: .state, weight: 0.75, name: "a fault in the code",
      verb: "failed in its own code",
      phrases: [
        "null pointer", "nil pointer", "null reference", "object reference not set",
        "index out of bounds", "index out of range", "list index out", "illegal argument",
        "illegal state", "type error", "attribute error", "value error", "assertion error",
        "assertion fail*", "assertion * failed", "assert failed",
        "class cast", "number format exception", "division by zero", "divide by zero",
        "undefined is not", "is not a function", "cannot read propert*", "undefined method",
        "no such method", "unsupported operation", "arithmetic exception",
        "concurrent modification",
        "invariant violat*", "not implemented", "reference error", "syntax error", "runtime error",
        "unbound local error", "recursion error", "maximum recursion", "unhandled promise",
        "slice bounds", "out of bounds", "unwrap on", "nonetype", "invalid memory address",
        "no method error", "bad argument", "unrecognized selector", "data race",
        "fatal error call to",
        "undefined function", "undefined index", "undefined offset", "stack overflow",
        "uncaught exception", "uncaught error", "unhandled exception", "unhandled error",
        "unhandled rejection", "panic runtime error", "concurrent map",
      ],
      words: ["bug", "exception", "code", "crash"],
      nextChecks: ["the topmost frame of SERVICE's own code, and the last change to it"]),
    FaultKind(
      id: "crash", role: .state, weight: 0.7, name: "a crash", verb: "crashed",
      phrases: [
        "panic", "panicked", "panicking", "kernel panic", "segmentation fault", "segfault",
        "sigsegv", "sigabrt", "sigbus", "sigill", "sigfpe", "bus error", "core dumped", "core dump",
        "signal 11", "signal 6", "signal 7", "illegal instruction", "general protection",
        "crashed", "has crashed", "unexpectedly terminated", "terminated unexpectedly",
        "process died", "worker * died", "died unexpectedly", "aborted unexpectedly", "double free",
        "stack smashing", "terminate called", "fatal signal", "traceback",
        "exited unexpectedly", "server process * was terminated", "child process * died",
        "assertion", "server terminated * error",
      ],
      words: ["crash", "crashed", "panic", "segfault", "crashing"],
      nextChecks: ["the core dump or the stack of SERVICE, and what is new in that build"]),
    FaultKind(
      id: "bad-data", role: .state, weight: 0.6, name: "data that cannot be used",
      verb: "could not use the data it got",
      phrases: [
        "parse error", "parsing error", "failed to parse", "cannot parse", "could not parse",
        "unable to parse", "json parse*", "deserializ* error", "deserializ* exception",
        "failed to deserializ*", "serialization exception", "failed to decode", "could not decode",
        "cannot decode", "decode error", "unmarshal* failed", "unexpected token",
        "unexpected character", "invalid format", "invalid json", "malformed",
        "constraint violation", "integrity violation", "violates * constraint", "duplicate key",
        "duplicate entry", "unique constraint", "foreign key constraint", "unexpected eof",
        "invalid byte sequence", "invalid utf", "encoding error", "poison*", "unknown magic byte",
        "not a number", "out of order sample*", "out of order", "duplicate sample*",
      ],
      words: ["data", "parse", "format", "records"],
      nextChecks: ["one record that SERVICE refused, and who wrote it"]),
  ]
}
