import Hummingbird
import InvestigationService
import NIOCore
import ServiceLifecycle
import SystemPackage

/// Works on turns; at the end those under way go back to the store.
struct WorkService: Service {
  let service: InvestigationService

  func run() async {
    await cancelWhenGracefulShutdown { await service.run() }
  }
}

/// Answers those who wait when the server begins to leave, so that they hold nothing up.
///
/// It stands last in the group, for the last service is the first to be told.
struct WaitEnder: Service {
  let service: InvestigationService

  func run() async {
    await withGracefulShutdownHandler {
      try? await gracefulShutdown()
      await service.endWaits()
    } onGracefulShutdown: {
    }
  }
}

/// An application whose failure to listen is told in words.
struct ListeningService<Base: ApplicationProtocol>: Service {
  let address: ListenAddress
  let application: Base

  func run() async throws {
    do {
      try await application.run()
    } catch let error as IOError {
      throw ServerError.cannotListen(address, reason: Self.words(for: error))
    } catch let error as SocketAddressError {
      throw ServerError.cannotListen(address, reason: "\(error)")
    }
  }

  private static func words(for error: IOError) -> String {
    switch Errno(rawValue: error.errnoCode) {
    case .addressInUse: "the address is in use"
    case .addressNotAvailable: "the address is none of this machine's"
    case .permissionDenied: "the port is reserved for the system's own services"
    case let other: other.description
    }
  }
}
