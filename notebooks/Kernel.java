import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.MessageHandler;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;
import org.rapaio.jupyter.kernel.message.MessageType;

/**
 * Starts rapaio-jupyter-kernel as its own main class does, without a race of version 3.0.1: its channels listen before it has
 * handlers for what they receive, a message that comes too early ends the shell channel's thread, and Jupyter waits in vain.
 * Here such a message waits until the handlers are there.
 */
public final class Kernel {
    private Kernel() {}

    public static void main(String[] arguments) throws Exception {
        try (InputStream logging = MainApp.class.getClassLoader().getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        String connection = Files.readString(Path.of(arguments[0]));
        Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
        Field handlers = Channels.class.getDeclaredField("handlers");
        handlers.setAccessible(true);
        handlers.set(channels, new Early(channels, handlers));
        channels.connect(MainApp.kernel);
        channels.joinUntilClose();
    }

    /** Stands for the handlers until the kernel has put its own in this place. */
    private static final class Early extends HashMap<MessageType<?>, MessageHandler<?>> {
        private static final int ATTEMPTS = 1000;

        private final transient Channels channels;
        private final transient Field handlers;

        Early(Channels channels, Field handlers) {
            this.channels = channels;
            this.handlers = handlers;
        }

        @Override
        public MessageHandler<?> get(Object type) {
            try {
                Map<?, ?> current = this;
                // Once there, the handlers are put one after another.
                for (int i = 0; i < ATTEMPTS && (current == this || current.get(type) == null); i++) {
                    TimeUnit.MILLISECONDS.sleep(10);
                    current = (Map<?, ?>) handlers.get(channels);
                }
                return current == this ? null : (MessageHandler<?>) current.get(type);
            } catch (IllegalAccessException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
