import CPlatform
package import SessionsAPI
import Synchronization
package import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where evidence that came by pipes is kept, so that a session can be continued without them.
///
///     piped/.new-4711…/stdin      as it is taken in; gone with its process
///     piped/SESSION/stdin         a session's own; gone with the session
///
/// A session's file is a link to the bytes that were taken in, so that several sessions of one shell
/// share them, and the last one to go frees them. Whoever uses the folder holds a shared lock on
/// `piped/.lock` until it ends; only who can have that lock alone removes what nobody owns.
package final class PipedFolder: Sendable {
  /// The folder.
  package let path: String
  private let state = Mutex(State())

  private struct State {
    var lock: FileDescriptor?
    /// Where this process takes evidence in.
    var incoming: String?
    /// The sessions that this process gave evidence, which the store may not know yet.
    var given: Set<String> = []
  }

  /// What a folder for evidence that is being taken in begins with: no session's identifier does.
  private static let incomingMark = ".new-"

  /// Names the folder, which is made when it is first needed.
  package init(path: String) {
    self.path = path
  }

  /// A path for evidence of a name, where nothing is yet.
  ///
  /// - Throws: The system's error.
  package func place(for name: String) throws(Errno) -> String {
    try state.withLock { state throws(Errno) in
      try use(&state)
      let folder: String
      if let known = state.incoming {
        folder = known
      } else {
        folder = "\(path)/\(Self.incomingMark)\(Session.ID())"
        try Self.make(folder)
        state.incoming = folder
      }
      return Self.free(name, in: folder)
    }
  }

  /// The evidence of a session itself for what came by a pipe; any other as it is.
  ///
  /// - Throws: ``SessionsError/pipeNotKept(folder:reason:)`` where it can't be kept.
  package func keep(
    _ location: EvidenceLocation, for id: Session.ID
  ) throws(SessionsError) -> EvidenceLocation {
    guard location.path.hasPrefix(path + "/"), !id.rawValue.contains("/") else { return location }
    let folder = "\(path)/\(id)"
    guard !location.path.hasPrefix(folder + "/") else { return location }
    let name = location.path.split(separator: "/").last.map(String.init) ?? "pipe"
    var kept = location
    do throws(Errno) {
      kept.path = try state.withLock { state throws(Errno) in
        try use(&state)
        state.given.insert(id.rawValue)
        try Self.make(folder)
        let target = Self.free(name, in: folder)
        try Self.link(location.path, target)
        return target
      }
    } catch {
      throw .pipeNotKept(folder: folder, reason: "\(error)")
    }
    return kept
  }

  /// Whether evidence is what a session was given by a pipe.
  func holds(_ location: EvidenceLocation, of id: Session.ID) -> Bool {
    location.path.hasPrefix("\(path)/\(id)/")
  }

  /// Whether two paths lead to the same bytes.
  static func isSameFile(_ one: EvidenceLocation, _ other: EvidenceLocation) -> Bool {
    guard let one = try? Stat(FilePath(one.path)), let other = try? Stat(FilePath(other.path))
    else { return false }
    return one.inode == other.inode && one.deviceID == other.deviceID
  }

  /// Removes the evidence of a session that was not opened.
  package func drop(_ id: Session.ID) {
    state.withLock { state in
      guard state.given.remove(id.rawValue) != nil else { return }
      try? FileManager.default.removeItem(atPath: "\(path)/\(id)")
    }
  }

  /// Removes evidence that was taken in and that no further session is to have.
  package func release(_ location: EvidenceLocation) {
    state.withLock { state in
      guard let incoming = state.incoming, location.path.hasPrefix(incoming + "/") else { return }
      try? FileManager.default.removeItem(atPath: location.path)
    }
  }

  /// Removes the evidence of a session that is gone.
  package func remove(_ id: Session.ID) {
    guard !id.rawValue.isEmpty, !id.rawValue.contains("/"), !id.rawValue.hasPrefix(".") else {
      return
    }
    state.withLock { state in
      state.given.remove(id.rawValue)
      try? FileManager.default.removeItem(atPath: "\(path)/\(id)")
    }
  }

  /// Removes what dead processes and sessions that are gone left behind, unless another process uses
  /// the folder now.
  package func sweep(isKept: @Sendable (Session.ID) async -> Bool) async {
    guard access(path, F_OK) == 0 else { return }
    let found = state.withLock { state -> [String] in
      guard (try? open(&state)) != nil, lockAlone(state) else { return [] }
      return Self.entries(of: path).filter { !state.given.contains($0) }
    }
    for name in found where name != ".lock" {
      let isOwned =
        if name.hasPrefix(".") { isIncoming(name) } else { await isKept(.init(rawValue: name)) }
      if !isOwned { try? FileManager.default.removeItem(atPath: "\(path)/\(name)") }
    }
    state.withLock { state in
      if state.incoming == nil, state.given.isEmpty { release(&state) } else { share(state) }
    }
  }

  /// Removes what was taken in; sessions keep theirs.
  package func close() {
    state.withLock { state in
      if let incoming = state.incoming { try? FileManager.default.removeItem(atPath: incoming) }
      state.incoming = nil
      state.given = []
      release(&state)
    }
  }

  private func isIncoming(_ name: String) -> Bool {
    state.withLock { $0.incoming == "\(path)/\(name)" }
  }

  /// Holds the folder, after removing what dead processes were taking in.
  private func use(_ state: inout State) throws(Errno) {
    guard state.lock == nil else { return }
    try open(&state)
    if lockAlone(state) {
      for name in Self.entries(of: path) where name.hasPrefix(Self.incomingMark) {
        try? FileManager.default.removeItem(atPath: "\(path)/\(name)")
      }
    }
    share(state)
  }

  private func open(_ state: inout State) throws(Errno) {
    guard state.lock == nil else { return }
    try Self.make(path)
    do {
      state.lock = try FileDescriptor.open(
        path + "/.lock", .readWrite, options: [.create, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  private func lockAlone(_ state: State) -> Bool {
    state.lock.map { flock($0.rawValue, LOCK_EX | LOCK_NB) == 0 } ?? false
  }

  private func share(_ state: State) {
    guard let lock = state.lock else { return }
    while flock(lock.rawValue, LOCK_SH) != 0, cplatform_errno() == EINTR {}
  }

  private func release(_ state: inout State) {
    try? state.lock?.close()
    state.lock = nil
  }
}

extension PipedFolder {
  /// Makes a folder of mode 0700 and those above it, where they are missing.
  private static func make(_ folder: String) throws(Errno) {
    var failure = makeOne(folder)
    if failure == .noSuchFileOrDirectory, let slash = folder.lastIndex(of: "/"),
      slash > folder.startIndex
    {
      try make(String(folder[..<slash]))
      failure = makeOne(folder)
    }
    if let failure { throw failure }
  }

  /// Makes a folder where it is missing; what kept it from being made.
  private static func makeOne(_ folder: String) -> Errno? {
    guard mkdir(folder, 0o700) != 0 else { return nil }
    let failure = Errno(rawValue: cplatform_errno())
    return failure == .fileExists ? nil : failure
  }

  /// The first of `stdin`, `stdin-2`, … that is not taken in a folder.
  private static func free(_ name: String, in folder: String) -> String {
    var path = "\(folder)/\(name)"
    var number = 2
    while access(path, F_OK) == 0 {
      path = "\(folder)/\(name)-\(number)"
      number += 1
    }
    return path
  }

  /// Gives a file another name; where the disk has no such links, copies it.
  private static func link(_ path: String, _ target: String) throws(Errno) {
    guard CPlatform.link(path, target) != 0 else { return }
    let failure = Errno(rawValue: cplatform_errno())
    guard [.notPermitted, .tooManyLinks, .notSupported, .improperLink].contains(failure) else {
      throw failure
    }
    guard (try? FileManager.default.copyItem(atPath: path, toPath: target)) != nil else {
      throw failure
    }
  }

  private static func entries(of folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}
