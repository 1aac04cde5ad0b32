/// How a service writes its log.
enum LineFormat: CaseIterable, Sendable {
  /// `2026-03-10T10:05:12.123Z INFO [worker-3] message`
  case iso
  /// `2026-03-10 10:05:12,123 ERROR [http-8] com.acme.orders.Handler: message`
  case java
  /// `{"ts":"2026-03-10T10:05:12.123Z","level":"info","service":"orders","msg":"message"}`
  case json
  /// `{"@timestamp":1773137112123,"severity":"ERROR","message":"message"}`
  case epochJSON
  /// `time=2026-03-10T10:05:12.123Z level=info msg="message"`
  case logfmt
  /// `Mar 10 10:05:12 node-3 orders[812]: message`
  case syslog
  /// `E0310 10:05:12.123000       1 handler.go:118] message`
  case klog
  /// `10.1.2.3 - - [10/Mar/2026:10:05:12 +0000] "GET /cart HTTP/1.1" 200 512 "-" "-"`
  case access

  /// The formats of services that log messages, not requests.
  static let messages: [LineFormat] = [.iso, .java, .json, .epochJSON, .logfmt, .syslog, .klog]
}

/// How grave a line is.
enum LineLevel: String, Sendable {
  case info, warning, error, fatal

  /// The level as most loggers abbreviate it.
  var word: String {
    switch self {
    case .info: "INFO"
    case .warning: "WARN"
    case .error: "ERROR"
    case .fatal: "FATAL"
    }
  }
}
