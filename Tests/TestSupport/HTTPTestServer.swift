import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
import Synchronization

/// A real HTTP/1.1 server on loopback whose every answer a test decides, also the broken ones.
package final class HTTPTestServer: Sendable {
  /// What is done with a request; cancelled where the client goes away.
  package typealias Handler = @Sendable (HTTPTestRequest) async -> HTTPTestReply

  package let port: Int
  private let listener: any Channel
  private let connections = OpenChannels()

  /// Listens on a port that the system chooses, or on the one given.
  package init(
    port: Int = 0, tls: NIOSSLContext? = nil, handler: @escaping Handler
  ) async throws {
    let connections = connections
    listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          connections.add(channel)
          let pipeline = channel.pipeline.syncOperations
          if let tls { try pipeline.addHandler(NIOSSLServerHandler(context: tls)) }
          try pipeline.addHandler(ByteToMessageHandler(HTTPRequestDecoder()))
          try pipeline.addHandler(HTTPTestConnection(handler: handler))
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    self.port = listener.localAddress?.port ?? 0
  }

  /// The URL of the server.
  package var url: String { "http://127.0.0.1:\(port)" }

  /// Stops listening and cuts every connection.
  package func close() async {
    try? await listener.close()
    await connections.close()
  }

  /// Runs a body with a server, closed afterwards.
  package static func run<Result>(
    tls: NIOSSLContext? = nil, handler: @escaping Handler,
    _ body: (HTTPTestServer) async throws -> Result
  ) async throws -> Result {
    let server = try await HTTPTestServer(tls: tls, handler: handler)
    do {
      let result = try await body(server)
      await server.close()
      return result
    } catch {
      await server.close()
      throw error
    }
  }
}

/// The connections that are open.
private final class OpenChannels: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// Keeps a connection until it closes.
  func add(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    channels.withLock { $0[id] = channel }
    channel.closeFuture.whenComplete { _ in
      self.channels.withLock { $0[id] = nil }
    }
  }

  /// Closes all.
  func close() async {
    for channel in channels.withLock({ Array($0.values) }) { try? await channel.close() }
  }
}

/// One connection: gathers a request, has it answered, writes what was decided.
private final class HTTPTestConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let handler: HTTPTestServer.Handler
  private var request: HTTPTestRequest?
  private var work: Task<Void, Never>?

  init(handler: @escaping HTTPTestServer.Handler) {
    self.handler = handler
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      var fields: [String: String] = [:]
      for (name, value) in head.headers { fields[name.lowercased()] = value }
      request = HTTPTestRequest(
        method: head.method.rawValue, target: head.uri, fields: fields, body: [])
    case .body(let buffer): request?.body += Array(buffer.readableBytesView)
    case .end:
      guard let request else { return }
      self.request = nil
      let channel = context.channel
      let handler = handler
      work = Task {
        switch await handler(request) {
        case .answer(let answer):
          channel.writeAndFlush(ByteBuffer(bytes: answer.wire), promise: nil)
        case .bytes(let bytes):
          try? await channel.writeAndFlush(ByteBuffer(bytes: bytes))
          channel.close(promise: nil)
        case .cut: channel.close(promise: nil)
        }
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    work?.cancel()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
