/**
 * The PostgreSQL and the Redis that the server runs as its own child processes when it is given no
 * servers to use; knows the JDK, SLF4J, the bundled binaries and nothing else of ours.
 */
@NullMarked
package exchange.api.embedded;

import org.jspecify.annotations.NullMarked;
