import Foundation

/// The most memory that this process held at a time.
enum PeakMemory {
  /// In MiB.
  ///
  /// Linux counts the parent's memory into `ru_maxrss` of a spawned process, so `/proc` is asked.
  static var mebibytes: Double {
    if let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) {
      for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
        let kibibytes = line.split(separator: " ").dropFirst().first.flatMap { Double($0) }
        if let kibibytes { return kibibytes / 1024 }
      }
    }
    #if canImport(Darwin)
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #else
      return 0
    #endif
  }
}
