import Foundation
import TestSupport
import Testing

/// The engines of a server or shell, as the system lists them.
enum EngineProcesses {
  /// The numbers of the engines that a process has started and that still run.
  static func of(_ parent: Int32) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { Int32($0) }.filter { process in
      // proc(5), stat: number, (name), state, parent. The name may hold anything.
      guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let fields = stat.split(separator: ")").last?.split(separator: " "), fields.count > 1,
        Int32(fields[1]) == parent, fields[0] != "Z",
        let line = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
      else { return false }
      return line.split(separator: "\0").dropFirst().first == "engine"
    }
  }

  /// How far a process steps back behind others; nil where there is none such.
  static func niceness(of process: Int32) -> Int? {
    let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    // proc(5), stat: the 19th field, the 17th behind the name.
    let fields = stat?.split(separator: ")").last?.split(separator: " ")
    return fields.flatMap { $0.count > 16 ? Int($0[16]) : nil }
  }

  /// Whether a process is there, and not only its remains.
  static func isRunning(_ process: Int32) -> Bool {
    guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
      return false
    }
    return stat.split(separator: ")").last?.split(separator: " ").first != "Z"
  }

  /// Waits until a process has started an engine.
  static func first(of parent: Int32) async throws -> Int32 {
    var found: Int32?
    try await Patience.wait(for: "an engine") {
      found = of(parent).first
      return found != nil
    }
    return try #require(found)
  }

  /// Waits until a process is gone.
  static func end(of process: Int32) async throws {
    try await Patience.wait(for: "the end of process \(process)") { !isRunning(process) }
  }
}
