import EngineProcess
import InvestigationService
import SessionsAPI
import Shell

/// The service in the shell's own process.
struct EmbeddedService: Sendable {
  /// How the outbox and the archive name this service.
  static let name = "embedded"

  /// The service as a shell speaks to it.
  let connection: ServiceConnection
  private let service: InvestigationService
  private let engine = EngineHost(command: .ours())

  /// Opens the store below the folders; new sessions may read the evidence.
  ///
  /// `command` opens a shell on the service.
  ///
  /// - Throws: ``StartFailure`` where the store of sessions can't be used.
  init(folders: Folders, evidence: [EvidenceLocation], command: String = "gumshoe") throws {
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
        store: store, lockFile: path + ".owners", engine: engine)
    } catch {
      throw StartFailure.storeUnusable("\(error)")
    }
    let sessions = service.sessions(as: .local, evidence: evidence)
    connection = ServiceConnection(
      service: sessions, evidence: sessions, name: Self.name, command: command, pacing: .embedded)
  }

  /// Works on turns until the task is cancelled; those under way are then given back.
  func run() async {
    await engine.prepare()
    await service.run()
    await engine.close()
  }

  /// Lets go of the store, whose file alone then holds all of it.
  func close() async {
    await service.close()
  }
}
