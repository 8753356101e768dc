import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/** Starts rapaio-jupyter-kernel as its own main class does, and serves its channels only after all of it is there. */
public final class Kernel {
    private Kernel() {}

    public static void main(String[] arguments) throws Exception {
        try (InputStream logging = MainApp.class.getClassLoader().getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        String connection = Files.readString(Path.of(arguments[0]));
        Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
        channels.connect(MainApp.kernel);
        LoopThread.ready();
        channels.joinUntilClose();
    }
}
