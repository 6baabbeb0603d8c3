/** E-mail: into a folder, or to a server that sends it on. Knows exchange-core. */
@NullMarked
package exchange.api.mail;

import org.jspecify.annotations.NullMarked;
