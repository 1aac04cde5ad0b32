/// The description of the API that this service answers, in OpenAPI 3.1.
enum APIDescription {
  /// The file `openapi.yaml`, which the binary carries inside.
  static let yaml = PackageResources.openapi_yaml
}
