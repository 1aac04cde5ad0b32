package import SessionsAPI

extension Session {
  /// The session with everything that looks like a secret masked, for handing on.
  package func maskingSecrets() -> Session {
    var masked = self
    masked.title = title.map(SecretShapes.mask)
    masked.input = SecretShapes.mask(input)
    masked.messages = messages?.map { message in
      var message = message
      message.markdownContent = SecretShapes.mask(message.markdownContent)
      return message
    }
    return masked
  }
}
