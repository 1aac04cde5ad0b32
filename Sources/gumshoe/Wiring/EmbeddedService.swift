import Investigation
import InvestigationService
import SessionsAPI
import Shell

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The service in the shell's own process, and the files the shell keeps beside it.
struct EmbeddedService {
  /// How the outbox and the archive name this service.
  static let name = "embedded"

  private let service: InvestigationService
  private let parts: ShellRuntime.Parts
  /// What had to be done instead of what was wanted.
  let remarks: [Notice]

  /// Opens the stores below the folders; new sessions may read the evidence.
  ///
  /// - Throws: ``StartFailure`` where the store of sessions can't be used.
  init(
    folders: Folders, evidence: [EvidenceLocation], history: HistoryFile? = nil
  ) throws {
    let evidence = try evidence.map { location in
      var location = location
      do throws(SessionsError) {
        location.path = try EvidencePath.absolute(location.path)
      } catch {
        throw StartFailure.unreadableEvidence(error.message)
      }
      return location
    }
    do {
      let path = folders.data + "/service.sqlite"
      let store = try SQLiteSessionStore(path: path)
      service = try InvestigationService(
        store: store, lockFile: path + ".owners", engine: Investigator())
    } catch {
      throw StartFailure.storeUnusable("\(error)")
    }
    let outbox = Outbox(folder: folders.state)
    let archive = try Archive(folder: folders.data)
    let sessions = service.sessions(as: .local, evidence: evidence)
    parts = ShellRuntime.Parts(
      service: sessions, evidence: sessions, serviceName: Self.name, outbox: outbox,
      history: history
        ?? HistoryFile(
          folder: folders.state, directory: FileManager.default.currentDirectoryPath),
      archive: archive)
    remarks = Self.remarks(outbox: outbox, archive: archive)
  }

  /// Runs a body while the service works; afterwards the turns under way are given back.
  func withRunningService<Result: Sendable>(
    _ body: @Sendable (ShellRuntime.Parts) async throws -> Result
  ) async throws -> Result {
    let work = Task { [service] in await service.run() }
    do {
      let result = try await body(parts)
      work.cancel()
      await work.value
      return result
    } catch {
      work.cancel()
      await work.value
      throw error
    }
  }

  /// The directory of sessions, without anything running.
  func directory() -> SessionDirectory {
    SessionDirectory(
      service: parts.service, serviceName: parts.serviceName, archive: parts.archive)
  }

  private static func remarks(outbox: Outbox, archive: Archive) -> [Notice] {
    var remarks: [Notice] = []
    if let trouble = outbox.trouble {
      remarks.append(
        .fallback("\(trouble) Lines that wait to be sent are not kept on disk."))
    }
    switch archive.condition {
    case .sound: break
    case .replaced(let path, let keptAs, let reason):
      remarks.append(
        .fallback("The archive '\(path)' was damaged (\(reason)). It is kept as '\(keptAs)'."))
    case .inMemory(let path, let reason):
      remarks.append(
        .fallback("The archive '\(path)' cannot be used (\(reason)). Nothing is kept in it."))
    }
    return remarks
  }
}
