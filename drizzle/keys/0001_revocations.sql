CREATE TABLE `revocation_journal` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`sealed` blob NOT NULL
);
