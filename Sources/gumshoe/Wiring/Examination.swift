import CPlatform
import EvidenceSources
import InvestigationService
import SessionsAPI
import SessionsClient
import Shell
import Terminal
import Timeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The checks of `gumshoe doctor`, one after the other; a failure does not keep the next from it.
struct Examination {
  let options: ServiceOptions
  let environment: [String: String]
  /// The sources to look at beside those of the configuration.
  var sources: [String] = []

  /// How far two clocks may differ before times in answers confuse.
  private static let skewToTell = Duration.seconds(60)

  /// Makes every check there is.
  func findings() async -> [Finding] {
    var findings: [Finding] = []
    do {
      let settings = try await ConnectionSettings(options: options, environment: environment)
      _ = try settings.timeLimit()
      let known = FileManager.default.fileExists(atPath: settings.file.path)
      findings.append(
        .ok(
          "config",
          known
            ? "'\(settings.file.path)' is read."
            : "There is no '\(settings.file.path)'; the defaults hold."))
      switch try settings.selection() {
      case .embedded:
        findings.append(
          .ok("server", "The embedded service is used; it needs no server and no key."))
      case .server(let profile): findings += await look(at: profile)
      }
      let book = SourceBook(settings.file.sources, environment: environment)
      let names = book.known.map(\.name)
      for name in names + sources.filter({ !names.contains($0) }) {
        findings.append(await look(at: name, in: book))
      }
    } catch let failure as StartFailure {
      findings.append(.failure("config", "\(failure)", failure.status))
    } catch {
      findings.append(.failure("config", "\(error)", .fault))
    }
    return findings + [store(), terminal()]
  }

  /// Asks a remote source what it is and since when it holds data.
  private func look(at name: String, in book: SourceBook) async -> Finding {
    let check = await book.check(name, at: .now)
    // Two of the command line may be of one kind.
    let words = "\(name): \(check.words)"
    return switch check.state {
    case .ok: .ok("source", words)
    case .doubtful: .warning("source", words)
    case .failed: .failure("source", words, .unavailable)
    }
  }

  private func look(at profile: ServerProfile) async -> [Finding] {
    guard profile.key.value != nil else {
      let reach = await reach(profile)
      return reach.findings + [
        .failure(
          "key", "There is no key for \(profile.serviceName). Store one: \(profile.loginCommand)",
          .notPermitted)
      ]
    }
    let (findings, probe) = await reach(profile)
    guard let probe else { return findings }
    return findings + [key(probe)] + role(probe) + clock(probe)
  }

  private func reach(
    _ profile: ServerProfile
  ) async -> (findings: [Finding], probe: ServerProbe?) {
    do {
      let client = try ServiceHost.client(for: profile, environment: environment)
      let outcome: Result<ServerProbe, any Error>
      do {
        outcome = .success(try await client.probe())
      } catch {
        outcome = .failure(error)
      }
      await client.close()
      let probe = try outcome.get()
      let milliseconds = Int((probe.latency.inSeconds * 1000).rounded())
      return ([.ok("server", "\(profile.address) answers, in \(milliseconds) ms.")], probe)
    } catch let error as SessionsError {
      return ([.failure("server", error.message, ExitStatus(error))], nil)
    } catch let failure as StartFailure {
      return ([.failure("server", "\(failure)", failure.status)], nil)
    } catch {
      return ([.failure("server", "\(error)", .fault)], nil)
    }
  }

  private func key(_ probe: ServerProbe) -> Finding {
    guard case .refused(let error) = probe.access else { return .ok("key", "The key works.") }
    return .failure("key", error.message, .notPermitted)
  }

  private func role(_ probe: ServerProbe) -> [Finding] {
    switch probe.access {
    case .admin: [.ok("role", "An admin's key: /sessions lists the whole organisation.")]
    case .member:
      [.ok("role", "A member's key: /sessions lists the sessions that this machine knows.")]
    case .refused: []
    }
  }

  private func clock(_ probe: ServerProbe) -> [Finding] {
    guard let time = probe.serverTime else { return [] }
    let seconds = Int(time.timeIntervalSinceNow.rounded())
    guard Double(abs(seconds)) > Self.skewToTell.inSeconds else {
      return [.ok("clock", "This machine's clock agrees with the server's.")]
    }
    return [
      .warning(
        "clock",
        "The server's clock is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") this "
          + "machine's, so ages and times will be off. Set this machine's clock, e.g. by NTP.")
    ]
  }

  private func store() -> Finding {
    do {
      let folders = try Folders(environment: environment)
      let files = try ShellFiles(folders: folders)
      _ = try EmbeddedService(
        folders: folders, evidence: [], piped: PipedFolder(path: folders.piped),
        sources: SourceBook(environment: environment))
      guard files.remarks.isEmpty else {
        let words = files.remarks.map { "\($0)" }.joined(separator: " ")
        return .failure("store", words, .unavailable)
      }
      return .ok("store", "'\(folders.data)' and '\(folders.state)' can be written.")
    } catch let failure as StartFailure {
      return .failure("store", "\(failure)", failure.status)
    } catch {
      return .failure("store", "\(error)", .unavailable)
    }
  }

  private func terminal() -> Finding {
    guard isatty(0) == 1, isatty(1) == 1 else {
      return .ok(
        "terminal", "Standard input or output is no terminal: scripts run, editing is off.")
    }
    let capabilities = TerminalCapabilities(
      environment: environment, isTerminal: true, plain: false, noColor: false)
    guard environment["TERM"] != nil, environment["TERM"] != "dumb" else {
      return .warning(
        "terminal",
        "TERM is '\(environment["TERM"] ?? "")', so lines can't be edited in place. Set TERM to what "
          + "the terminal is, such as xterm-256color.")
    }
    let features = [
      capabilities.supportsColor ? "colours" : "no colours",
      capabilities.supportsUnicode ? "Unicode" : "no Unicode (set LANG to a UTF-8 locale)",
    ]
    return .ok("terminal", "Editing, \(features.joined(separator: ", ")).")
  }
}
