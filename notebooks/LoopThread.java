package org.rapaio.jupyter.kernel.channels;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The thread that serves a channel of rapaio-jupyter-kernel, in place of the one of version 3.0.1, which has two races: it may see that
 * it is not to run yet and end at once, for it is marked as running only after its start; and it may receive a message before there
 * is a handler for it, which is then dropped. In both cases Jupyter waits in vain. This one is marked first, and serves once the
 * kernel is {@linkplain #ready() ready}.
 */
public final class LoopThread extends Thread {
    private static final CountDownLatch READY = new CountDownLatch(1);

    private final long sleep;
    private final Runnable loopBody;
    private volatile boolean running = true;

    /** {@code sleep}: milliseconds from the end of one round of {@code loopBody} to the start of the next. */
    public LoopThread(String name, long sleep, Runnable loopBody) {
        super(name);
        this.sleep = sleep;
        this.loopBody = loopBody;
    }

    /** All handlers are there: every channel may be served. */
    public static void ready() {
        READY.countDown();
    }

    @Override
    public void run() {
        try {
            READY.await();
            while (running) {
                loopBody.run();
                TimeUnit.MILLISECONDS.sleep(sleep);
            }
        } catch (InterruptedException e) {
            running = false;
        }
    }

    /** The round that is under way is the last. */
    public void shutdown() {
        running = false;
    }
}
