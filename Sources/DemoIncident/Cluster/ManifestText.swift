/// The manifests of a cluster's apps, as they lie in a repository.
enum ManifestText {
  /// A deployment and a service for each app.
  static func yaml(_ cluster: MadeCluster) -> String {
    cluster.apps.map { deployment($0, cluster.namespace) + service($0, cluster.namespace) }
      .joined()
  }

  private static func deployment(_ app: MadeCluster.App, _ namespace: String) -> String {
    var lines = [
      "---", "apiVersion: apps/v1", "kind: Deployment", "metadata:", "  name: \(app.name)",
      "  namespace: \(namespace)", "spec:", "  replicas: \(app.pods.count)", "  selector:",
      "    matchLabels:", "      app: \(app.name)", "  template:", "    metadata:", "      labels:",
    ]
    lines += app.labels.map { "        \($0.name): \($0.value)" }
    lines += [
      "    spec:", "      containers:", "      - name: \(app.name)", "        image: \(app.image)",
      "        ports:", "        - containerPort: \(app.port)",
    ]
    if !app.environment.isEmpty || app.secret != nil { lines.append("        env:") }
    for setting in app.environment {
      lines += ["        - name: \(setting.name)", "          value: \"\(setting.value)\""]
    }
    if let secret = app.secret {
      lines += [
        "        - name: DATABASE_URL", "          valueFrom:", "            secretKeyRef:",
        "              name: \(secret.name)", "              key: \(secret.key)",
      ]
    }
    lines += [
      "        readinessProbe:", "          httpGet:", "            path: /healthz",
      "            port: \(app.probe)", "          periodSeconds: 10", "        resources:",
      "          requests: {cpu: 100m, memory: 192Mi}",
      "          limits: {cpu: 500m, memory: 384Mi}",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func service(_ app: MadeCluster.App, _ namespace: String) -> String {
    var lines = [
      "---", "apiVersion: v1", "kind: Service", "metadata:", "  name: \(app.name)",
      "  namespace: \(namespace)", "spec:", "  selector:",
    ]
    lines += app.service.selector.map { "    \($0.name): \($0.value)" }
    lines += [
      "  ports:", "  - name: http", "    port: \(app.service.port)",
      "    targetPort: \(app.service.target)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
