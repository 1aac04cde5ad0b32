import Foundation

/// The memory of processes.
enum PeakMemory {
  /// The most memory that this process held at a time, in MiB.
  ///
  /// Linux counts the parent's memory into `ru_maxrss` of a spawned process, so `/proc` is asked.
  static var mebibytes: Double {
    if let peak = mebibytes(ofProcess: "self") { return peak }
    #if canImport(Darwin)
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1_048_576
    #else
      return 0
    #endif
  }

  /// The most memory that a process held at a time, in MiB; nil where the system doesn't tell.
  static func mebibytes(ofProcess process: String) -> Double? {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
    return kibibytes.map { $0 / 1024 }
  }
}
