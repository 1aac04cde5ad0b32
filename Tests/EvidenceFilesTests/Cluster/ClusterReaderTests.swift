import Evidence
import Testing

@testable import EvidenceFiles

/// What tools print of a cluster, read into objects whose fields stand at lines that say so.
@Suite struct ClusterReaderTests {
  /// The fields of the objects of a text, as `Kind/namespace/name path=value@line`.
  static func fields(_ text: String, name: String = "cluster.txt") -> [String] {
    FileEvidence(text: Array(text.utf8), name: name).observations.flatMap { observation in
      guard case .state(let object) = observation.measure else { return [String]() }
      return observation.traits.dropFirst().map { trait in
        guard case .line(_, let line)? = trait.sample?.reference.locator else { return "" }
        return "\(object) \(trait.name)=\(trait.value)@\(line)"
      }
    }
  }

  @Test func `A table gives each row's object its fields, empty cells none`() {
    let fields = Self.fields(
      """
      $ kubectl get pvc -n shop
      NAME       STATUS    VOLUME   CAPACITY   ACCESS MODES   STORAGECLASS   AGE
      db-data    Bound     vol-1    1Gi        RWO            fast           3d
      img-data   Pending                                      slow           4m
      """)
    #expect(fields.contains("PersistentVolumeClaim/shop/db-data spec.accessModes=RWO@3"))
    #expect(fields.contains("PersistentVolumeClaim/shop/img-data status.phase=Pending@4"))
    #expect(fields.contains("PersistentVolumeClaim/shop/img-data spec.storageClassName=slow@4"))
    #expect(!fields.contains { $0.contains("img-data spec.volumeName") })
    #expect(fields.contains { $0.hasPrefix("Listing/shop/PersistentVolumeClaim command=") })
  }

  @Test(arguments: [
    ("NAME   READY   STATUS    RESTARTS   AGE\na-1    0/1     Error     3          9m", "Pod"),
    (
      "NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\na      ClusterIP   10.0.0.1     <none>        80/TCP    9m",
      "Service"
    ),
    ("NAME   STATUS   ROLES   AGE   VERSION\na      Ready    node    9d    v1.30.1", "Node"),
  ])
  func `A table without a command is known by its columns`(text: String, kind: String) {
    #expect(Self.fields(text + "\n").contains { $0.hasPrefix(kind + "/") })
  }

  @Test func `A listing of some objects is no listing of all`() {
    for command in ["kubectl get pods -l app=a", "kubectl get pod a-1", "kubectl get po | grep a"] {
      let fields = Self.fields("$ \(command)\nNAME   READY   STATUS   RESTARTS   AGE\n")
      #expect(!fields.contains { $0.hasPrefix("Listing/") }, "\(command)")
    }
  }

  @Test func `A described pod tells its container, probes, states and events`() {
    let fields = Self.fields(
      """
      $ kubectl describe pod web-5c8b9d7f6-qwrtz -n shop
      Name:             web-5c8b9d7f6-qwrtz
      Namespace:        shop
      Service Account:  web
      Node:             n1/10.0.0.4
      Labels:           app=web
                        tier=front
      Status:           Running
      Controlled By:    ReplicaSet/web-5c8b9d7f6
      Containers:
        main:
          Image:          registry.test/web:7
          Port:           8080/TCP
          State:          Waiting
            Reason:       CrashLoopBackOff
          Last State:     Terminated
            Reason:       Error
            Exit Code:    3
          Ready:          False
          Restart Count:  4
          Limits:
            memory:  64Mi
          Liveness:   http-get http://:8081/live delay=2s timeout=1s period=5s #success=1 #failure=2
          Environment:
            DB:  db:5432
      Conditions:
        Type    Status
        Ready   False
      Events:
        Type     Reason     Age                From     Message
        ----     ------     ----               ----     -------
        Warning  Unhealthy  9s (x4 over 40s)   kubelet  Liveness probe failed: refused: no
      """)
    let pod = "Pod/shop/web-5c8b9d7f6-qwrtz "
    for field in [
      "spec.nodeName=n1@5", "metadata.labels.tier=front@7",
      "metadata.owner=ReplicaSet/web-5c8b9d7f6@9",
      "spec.containers[main].ports[0].containerPort=8080@13",
      "status.containers[main].state.reason=CrashLoopBackOff@15",
      "status.containers[main].lastState.exitCode=3@18",
      "spec.containers[main].resources.limits.memory=64Mi@22",
      "spec.containers[main].livenessProbe.httpGet.port=8081@23",
      "spec.containers[main].livenessProbe.failureThreshold=2@23",
      "spec.containers[main].env[DB]=db:5432@25", "status.conditions[Ready].status=False@28",
    ] {
      #expect(fields.contains(pod + field), "\(field)")
    }
    #expect(fields.contains { $0.hasSuffix("about=Pod/web-5c8b9d7f6-qwrtz@32") })
    #expect(fields.contains { $0.hasSuffix("message=Liveness probe failed: refused: no@32") })
  }

  @Test func `A described service keeps its groups of ports apart`() {
    let fields = Self.fields(
      """
      Name:         web
      Namespace:    shop
      Labels:       <none>
      Selector:     app=web,tier=front
      IPs:          10.0.0.9
      Port:         http  80/TCP
      TargetPort:   8080/TCP
      Endpoints:    10.1.0.2:8080
      Port:         dns  53/UDP
      TargetPort:   dns/UDP
      Endpoints:
      """)
    #expect(fields.contains("Service/shop/web spec.selector.tier=front@4"))
    #expect(fields.contains("Service/shop/web spec.ports[0].targetPort=8080@7"))
    #expect(fields.contains("Service/shop/web spec.ports[1].protocol=UDP@9"))
    #expect(fields.contains("Service/shop/web spec.ports[1].targetPort=dns@10"))
  }

  @Test func `Manifests give the paths that what is printed gives, at their lines`() {
    let fields = Self.fields(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        replicas: 0
        template:
          spec:
            containers:
            - name: main
              ports:
              - containerPort: 8080
              env:
              - {name: DB, value: "db:5432"}
              readinessProbe:
                grpc: {port: 9000}
      ---
      : this is no YAML: [
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: gate, namespace: shop}
      data:
        routes.conf: |
          location /a/ {
            proxy_pass http://web:80;
          }
      """, name: "all.yaml")
    let web = "Deployment/shop/web spec."
    #expect(fields.contains(web + "replicas=0@5"))
    #expect(fields.contains(web + "template.spec.containers[main].ports[0].containerPort=8080@11"))
    #expect(fields.contains(web + "template.spec.containers[main].env[DB]=db:5432@13"))
    #expect(
      fields.contains(web + "template.spec.containers[main].readinessProbe.grpc.port=9000@15"))
    #expect(fields.contains("ConfigMap/shop/gate data=proxy_pass http://web:80;@25"))
  }

  @Test func `What the API answers in JSON is read like a manifest, with its states`() {
    let fields = Self.fields(
      """
      {"apiVersion": "v1", "kind": "List", "items": [
        {"kind": "Pod", "metadata": {"name": "a-0", "namespace": "shop",
          "ownerReferences": [{"kind": "StatefulSet", "name": "a"}]},
         "status": {"phase": "Running", "containerStatuses": [
           {"name": "main", "restartCount": 6,
            "lastState": {"terminated": {"reason": "OOMKilled", "exitCode": 137}}}]}}
      ]}
      """, name: "pods.json")
    #expect(fields.contains("Pod/shop/a-0 metadata.owner=StatefulSet/a@3"))
    #expect(fields.contains("Pod/shop/a-0 status.containers[main].restartCount=6@5"))
    #expect(fields.contains("Pod/shop/a-0 status.containers[main].lastState.reason=OOMKilled@6"))
  }

  @Test func `Units, connections and alerts are objects too`() {
    let fields = Self.fields(
      """
      root@n2:~# systemctl status kubelet
      ○ kubelet.service - Kubernetes agent
           Active: inactive (dead) since Tue 2026-03-10 10:00:00 UTC; 4min ago
      Mar 10 10:00:00 n2 systemd[1]: Stopped Kubernetes agent.
      $ nc -zv web 80
      tried on n1: web (10.0.0.9:80) open
      tried on n2: Connection timed out
      $ curl -s http://cart:8080/healthz
      curl: (7) Failed to connect to cart port 8080: Connection refused
      """)
    #expect(fields.contains("Unit/n2/kubelet active=inactive@3"))
    #expect(fields.contains("Connection//web:80 result[n1]=ok@6"))
    #expect(fields.contains("Connection//web:80 result[n2]=failed@7"))
    #expect(fields.contains("Connection//cart:8080 result[]=failed@9"))
    let alerts = Self.fields(
      """
      {"data": {"alerts": [
        {"labels": {"alertname": "CPUThrottlingHigh", "pod": "web-5c8b9d7f6-qwrtz"}}
      ]}}
      """, name: "alerts.json")
    #expect(alerts.contains("Alert//web labels.alertname=CPUThrottlingHigh@2"))
  }

  @Test func `Events without a command are told of their objects, and stay a log`() {
    let fields = Self.fields(
      "LAST SEEN   TYPE      REASON    OBJECT      MESSAGE\n9s          Warning   BackOff   pod/a       no\n"
    )
    #expect(fields.contains { $0.hasSuffix("about=Pod/a@2") })
  }

  @Test func `Events with and without a header are told of their objects`() {
    let fields = Self.fields(
      """
      $ kubectl get events -n shop
      12s         Warning   FailedCreate   replicaset/web-5c8b9d7f6   Error creating: no
      $ kubectl get events -n shop
      LAST SEEN   TYPE      REASON    OBJECT      MESSAGE
      9s          Warning   BackOff   pod/web-1   Back-off  restarting
      """)
    #expect(fields.contains { $0.hasSuffix("about=ReplicaSet/web-5c8b9d7f6@2") })
    #expect(fields.contains { $0.hasSuffix("message=Back-off  restarting@5") })
  }

  @Test(arguments: [
    "2026-03-10T10:00:00Z INFO web started\n2026-03-10T10:00:01Z ERROR web failed\n",
    "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"stage\":\"ResponseComplete\"}\n",
    "NAME the file\nand go on\n",
  ])
  func `What is no cluster's is left to the readers of logs`(text: String) {
    #expect(Self.fields(text).isEmpty)
  }

  @Test func `No text crashes a reader, however it is cut`() {
    let text = """
      $ kubectl describe pod a
      Name: a
      Containers:
        m:
          Port: 80/TCP, 81
          Liveness: http-get
          Liveness: tcp-socket : delay=s
      Events:
        Type  Reason  Age  From  Message
      $ kubectl get pods -A
      NAMESPACE   NAME   READY   STATUS
      a\u{0}\u{1F600}
      $ nc
      $ systemctl status # on
      ● .service
      ---
      kind: List
      items: [1, {a: *x}]
      """
    let bytes = Array(text.utf8)
    for end in 0...bytes.count {
      _ = FileEvidence(text: Array(bytes[..<end]), name: "x").observations
    }
  }

  @Test func `Aliases of aliases are read so far only, and deep nesting is refused`() {
    var text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nspec:\n  l0: &l0 [x, y]\n"
    for level in 1...30 {
      let before = Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ")
      text += "  l\(level): &l\(level) [\(before)]\n"
    }
    #expect(Self.fields(text, name: "laughs.yaml").count <= 1500)
    let deep = String(repeating: "[", count: 100_000)
    #expect(Self.fields("apiVersion: v1\nkind: List\nitems: \(deep)\n").isEmpty)
  }
}
