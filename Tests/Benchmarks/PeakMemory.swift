import CPlatform
import Foundation

/// The memory of processes.
enum PeakMemory {
  /// The most memory that this process held at a time, in MiB.
  ///
  /// Linux counts the parent's memory into `ru_maxrss` of a spawned process, so `/proc` is asked.
  static var mebibytes: Double {
    mebibytes(ofProcess: "self") ?? Double(cplatform_peak_memory()) / 1_048_576
  }

  /// The memory of a process and of what it started, in MiB; what several share is parted among them.
  ///
  /// proc(5), smaps_rollup: Pss. Nil where the system doesn't tell.
  static func mebibytes(ofFamily parent: Int32) -> Double? {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let family = all.compactMap { Int32($0) }.filter { process in
      let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      return process == parent || status?.contains("\nPPid:\t\(parent)\n") == true
    }
    let sizes = family.compactMap { process -> Double? in
      let text = try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)
      let line = text?.split(separator: "\n").first { $0.hasPrefix("Pss:") }
      return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
    }
    return sizes.isEmpty ? nil : sizes.reduce(0, +) / 1024
  }

  /// The most memory that a process held at a time, in MiB; nil where the system doesn't tell.
  static func mebibytes(ofProcess process: String) -> Double? {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
    return kibibytes.map { $0 / 1024 }
  }
}
