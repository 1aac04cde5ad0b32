import Evidence

/// A layout of lines that its own first bytes tell.
struct LineFormat: Sendable {
  /// What it is called.
  let name: String
  /// A line of it.
  let example: String
  /// Reads a text; false where it is of another format, the entry untouched.
  ///
  /// What the text wraps is handed to ``LogLineParser/read(_:depth:_:)`` with the next depth.
  let read: @Sendable (LogLineParser, _ text: Bytes, _ depth: Int, inout LogEntry) -> Bool
}

/// The formats of lines.
///
/// **To add one, add a row**: see the guide "Add a log format".
///
/// What no row takes is a prefix of words, brackets and marks in any order, which
/// ``LogLineParser/walk(_:depth:_:)`` reads: time, level, thread and logger of the formats of most
/// programs and logging libraries need no row.
enum LineFormats {
  /// In the order in which they are tried: each tells by the first bytes that a text is none of its.
  static let all: [LineFormat] = [
    LineFormat(
      name: "JSON", example: #"{"ts":"2026-01-02T10:00:00Z","level":"error","msg":"disk full"}"#
    ) { parser, text, depth, entry in
      text.first == UInt8(ascii: "{") && parser.object(text, depth: depth, &entry)
    },
    LineFormat(
      name: "syslog with PRI (RFC 5424, RFC 3164)",
      example: "<27>1 2026-01-02T10:00:00Z web-1 cart 812 - - disk full"
    ) { parser, text, depth, entry in
      text.first == UInt8(ascii: "<") && parser.priority(text, depth: depth, &entry)
    },
    LineFormat(
      name: "Common Event Format", example: "CEF:0|Acme|Mail Gate|2.1|100|Disk full|8|src=10.0.0.1"
    ) { parser, text, depth, entry in
      text.first == UInt8(ascii: "C") && CEFLine.read(text, into: &entry)
    },
    LineFormat(
      name: "CMTrace",
      example: "<![LOG[disk full]LOG]!><time=\"10:00:00.1+000\" date=\"01-02-2026\" type=\"3\">"
    ) { parser, text, depth, entry in
      TraceLine.read(text, parser, into: &entry)
    },
    LineFormat(
      name: "Uniform Log Format",
      example: "[#|2026-01-02T10:00:00.1Z|SEVERE|Payara 5|shop.db|_ThreadID=1;|disk full|#]"
    ) { parser, text, depth, entry in
      text.first == UInt8(ascii: "[") && UniformLogFormat.read(text, parser, into: &entry)
    },
    LineFormat(
      name: "prefixes of containers and pods", example: "cart-1  | 10:00:00 ERROR disk full"
    ) { parser, text, depth, entry in
      parser.container(text, depth: depth, &entry)
    },
    LineFormat(
      name: "columns that a line above names", example: "#Fields: date time cs-method sc-status"
    ) { parser, text, depth, entry in
      depth == 0 && parser.row(text, &entry)
    },
    LineFormat(
      name: "LTSV", example: "time:2026-01-02T10:00:00Z\tlevel:error\tmsg:disk full"
    ) { parser, text, depth, entry in
      depth == 0 && LTSVLine.read(text, parser, into: &entry)
    },
    LineFormat(
      name: "logfmt, and records of the kernel's audit",
      example: #"time=2026-01-02T10:00:00Z level=error msg="disk full""#
    ) { parser, text, depth, entry in
      parser.pairs(text, depth: depth, &entry)
    },
  ]
}
