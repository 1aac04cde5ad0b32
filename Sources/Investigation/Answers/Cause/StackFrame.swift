/// A frame of a stack, as the languages print it: a file of source code with a line's number.
///
///     File "/srv/app/orders.py", line 41, in place
///     at com.shop.OrderService.place(OrderService.java:88)
///     at place (/srv/app/orders.js:12:7)
///     /srv/app/main.go:120 +0x1d
///     at Shop.Orders.Place() in /src/Orders.cs:line 41
///     #1 /srv/app/Orders.php(41): place()
struct StackFrame: Hashable, Sendable {
  /// The file as it is printed: `OrderService.java`, `/srv/app/orders.py`.
  var file: String
  /// From 1.
  var line: Int
  /// Whether it is of the language or of a library, so that whoever runs the service did not write it.
  var isLibrary: Bool
  /// Whether the text is one line of a stack; else it only names a place, as loggers name that of an entry.
  var isCall: Bool
  /// Whether the stack it is of prints the innermost call last, as Python does.
  var innermostIsLast: Bool

  /// The place as people write it: `orders.py:41`.
  var place: String { "\(file):\(line)" }

  /// Reads a frame; nil where a text names no line of a source file.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let found = Self.find(in: bytes) else { return nil }
    file = String(decoding: bytes[found.file], as: UTF8.self)
    line = found.line
    innermostIsLast = found.isPython
    let start = text.drop { $0.isWhitespace }
    isCall =
      (Self.calls + [file]).contains { start.hasPrefix($0) }
      || Self.prefixedCalls.contains { text.contains($0) }
    isLibrary = Self.isLibrary(text, file: file)
  }

  /// How the lines of stacks begin, but for those that begin with their file.
  private static let calls = ["at ", "File \"", "#", "from ", "("]
  /// The same behind what a collector of logs wrote before it.
  private static let prefixedCalls = ["\tat ", "   at ", " File \"", " +0x"]

  /// Endings of source files.
  private static let endings: Set<String> = [
    "py", "java", "kt", "kts", "scala", "groovy", "clj", "go", "js", "mjs", "cjs", "jsx", "ts",
    "tsx", "rb", "erb", "php", "rs", "cs", "fs", "vb", "ex", "exs", "erl", "c", "cc", "cpp", "cxx",
    "h", "hpp", "swift", "pl", "pm", "lua", "dart", "hs", "ml",
  ]

  /// The file and the line of the last place in a text: what stands before it are names of the call.
  private static func find(
    in bytes: [UInt8]
  ) -> (file: Range<Int>, line: Int, isPython: Bool)? {
    var at = bytes.count - 1
    while at > 0 {
      defer { at -= 1 }
      guard bytes[at] == UInt8(ascii: "."), let end = ending(bytes, at + 1),
        let (line, isPython) = number(bytes, end)
      else { continue }
      var start = at
      while start > 0, isPath(bytes[start - 1]) { start -= 1 }
      if start < at { return (start..<end, line, isPython) }
    }
    return nil
  }

  /// The end of a source file's ending that begins at a place; nil where none does.
  private static func ending(_ bytes: [UInt8], _ start: Int) -> Int? {
    var end = start
    while end < bytes.count, isLetter(bytes[end]), end - start < 7 { end += 1 }
    return endings.contains(String(decoding: bytes[start..<end], as: UTF8.self)) ? end : nil
  }

  /// The line's number behind a file, in one of the ways in which it is written.
  private static func number(_ bytes: [UInt8], _ end: Int) -> (line: Int, isPython: Bool)? {
    for mark in marks where bytes[end...].starts(with: mark.utf8) {
      var value = 0
      var at = end + mark.utf8.count
      let first = at
      while at < bytes.count, (0x30...0x39).contains(bytes[at]), at - first < 7 {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      if value > 0 { return (value, mark == python) }
    }
    return nil
  }

  /// What stands between a file and its line: of Python, .NET, PHP, all others, and of loggers that name
  /// the place of an entry in fields of their own.
  private static let marks = [
    python, ":line ", "(", ":", " on line ", #"","line":"#, #"", "line": "#, #"","lineno":"#,
    #"", "lineno": "#, " line=", " lineno=",
  ]
  private static let python = "\", line "

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isPath(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || "._-/$@+~\\".utf8.contains(byte)
      || byte >= 0x80
  }

  /// Whether a frame is of a language or library, by where it lies or how its call is named.
  private static func isLibrary(_ text: String, file: String) -> Bool {
    if folders.contains(where: file.contains) || text.contains("node:internal") { return true }
    // `(ecto 3.9.1) lib/ecto/repo.ex:12` names the package.
    if file.hasSuffix(".ex") || file.hasSuffix(".erl"), let open = text.firstIndex(of: "(") {
      let package = text[text.index(after: open)...].prefix { $0 != " " && $0 != ")" }
      return applications.contains(String(package))
    }
    guard let call = text.firstRange(of: "at ") else { return false }
    let name = text[call.upperBound...].drop { $0 == " " }
    // A loader or module stands before the class: `java.base/java.util…`, `app//com.shop…`.
    let path = name.prefix { $0 != "(" }
    let qualified = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path
    return packages.contains { qualified.hasPrefix($0) }
  }

  /// Parts of paths below which what others wrote is installed.
  private static let folders = [
    "site-packages", "dist-packages", "/usr/lib/", "/usr/local/lib/", "/usr/local/go/",
    "/lib/python",
    "node_modules", "internal/process/", "internal/modules/", "/gems/", "/vendor/", "/go/pkg/mod/",
    "/rustc/", ".cargo/",
    "/opt/hostedtoolcache/", "<frozen",
  ]

  /// Packages that most programs on Erlang's machine bring.
  private static let applications: Set<String> = [
    "stdlib", "kernel", "elixir", "logger", "ecto", "ecto_sql", "phoenix", "plug", "plug_cowboy",
    "cowboy", "ranch", "db_connection", "postgrex", "myxql", "oban", "finch", "mint", "tesla",
    "hackney", "jason", "gen_stage", "broadway", "telemetry", "bandit", "thousand_island", "redix",
  ]

  /// How the names begin of what languages and frequent frameworks bring.
  private static let packages = [
    "java.", "javax.", "jdk.", "jakarta.", "sun.", "com.sun.", "kotlin.", "kotlinx.", "scala.",
    "akka.", "groovy.", "org.springframework.", "org.apache.", "org.hibernate.", "org.jboss.",
    "org.eclipse.", "org.postgresql.", "com.mysql.", "com.zaxxer.", "com.fasterxml.", "com.google.",
    "io.netty.", "io.grpc.", "io.micronaut.", "io.quarkus.", "reactor.", "okhttp3.",
    "redis.clients.",
    "io.lettuce.", "System.", "Microsoft.", "Npgsql.", "Grpc.", "Newtonsoft.", "StackExchange.",
  ]
}
