import EngineProcess
import EvidenceSources
import InvestigationService
import Redaction
import SessionsAPI
import Shell
import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The service in the shell's own process.
struct EmbeddedService: Sendable {
  /// How the outbox and the archive name this service.
  static let name = "embedded"

  /// The service as a shell speaks to it.
  let connection: ServiceConnection
  private let service: InvestigationService
  private let sessions: EmbeddedSessions
  private let piped: PipedFolder
  private let engine: EngineHost

  /// Opens the store below the folders; new sessions may read the evidence, some of which may lie in
  /// the folder of what came by pipes.
  ///
  /// `sources` are the remote ones that evidence may name, `command` opens a shell on the service;
  /// `place` is where questions are asked.
  ///
  /// - Throws: ``StartFailure`` where the store of sessions can't be used.
  init(
    folders: Folders, evidence: [EvidenceLocation], piped: PipedFolder, sources: SourceBook,
    command: String = "gumshoe", place: AskingPlace = .commandLine
  ) throws {
    self.piped = piped
    // What came by a pipe is read for one session, and is gone with it.
    engine = EngineHost(command: .ours(cache: folders.indexes, passedOver: folders.piped))
    let evidence = try evidence.map { location in
      var location = location
      do throws(SessionsError) {
        location.path = try EvidencePath.absolute(location.path)
      } catch {
        throw StartFailure.unreadableEvidence(error.message)
      }
      return location
    }
    for name in evidence.compactMap(\.source) {
      do throws(SourceFailure) {
        _ = try sources.source(name)
      } catch {
        throw StartFailure.unreadableEvidence("Source \(name): \(error)")
      }
    }
    // What is fetched goes with its session, as what came by pipes does.
    let fetcher = SourceFetcher(
      folder: folders.piped, book: sources, place: place, now: { .now })
    do {
      let path = folders.data + "/service.sqlite"
      let store = try SQLiteSessionStore(path: path)
      service = try InvestigationService(
        store: store, lockFile: path + ".owners", engine: FetchingEngine(engine, fetcher: fetcher))
    } catch {
      throw StartFailure.storeUnusable("\(error)")
    }
    sessions = service.sessions(
      as: .local, evidence: evidence, piped: piped, kept: SecretMask.masked,
      remote: fetcher)
    connection = ServiceConnection(
      service: sessions, evidence: sessions, name: Self.name, command: command, pacing: .embedded)
  }

  /// Works on turns until the task is cancelled; those under way are then given back.
  func run() async {
    await engine.prepare()
    await sweep()
    await service.run()
    await engine.close()
  }

  /// Removes what came by pipes for sessions that are gone, as after pruning.
  private func sweep() async {
    await piped.sweep { id in
      do {
        try await sessions.check(id)
        return true
      } catch SessionsError.noSession {
        return false
      } catch {
        return true
      }
    }
  }

  /// Lets go of the store, whose file alone then holds all of it.
  func close() async {
    await service.close()
  }
}

extension Instant {
  /// What the clock on the wall says.
  static var now: Instant {
    Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}
