"""The Pod of docs/tutorial/shared-volume-hardened.md: nginx serves what busybox writes to a volume that both mount."""

from cdk8s import App, Chart, Duration, Size
from cdk8s_plus_28 import Probe
from cdk8s_sidecars import Checks, MainContainerProps, SharedContentVolume, Shell, SidecarPod
from constructs import Construct

WRITE_PAGE = """
line="Hello from Container 2 (@ $(date))"
echo "$line"
{ tail -n 999 index.html 2>/dev/null; echo "$line"; } > .next
mv .next index.html
"""


class SharedVolumeHardened(Chart):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)

        content = SharedContentVolume.from_empty_dir(self, "nginx-content", size_limit=Size.mebibytes(16))
        pod = SidecarPod(
            self,
            "pod",
            metadata={"name": "multi-container-pod"},
            main=MainContainerProps(
                name="container-1",
                image="nginx:1.27-alpine",
                port_number=80,
                port_name="http",
                readiness=Probe.from_http_get("/", period_seconds=Duration.seconds(5)),
            ),
        )
        writer = pod.add_sidecar(
            name="container-2",
            image="busybox:1.36",
            working_dir="/content",
            command=Shell.every(Duration.seconds(5), WRITE_PAGE),
            startup=Probe.from_command(
                ["test", "-s", "/content/index.html"],
                period_seconds=Duration.seconds(1),
                failure_threshold=30,
            ),
        )
        content.add_writer(writer, "/content")
        content.add_reader(pod.main, "/usr/share/nginx/html")


app = App()
Checks.enforce(app)
SharedVolumeHardened(app, "shared-volume-hardened")
app.synth()
