CREATE TABLE `device_holding` (
	`device_id` text NOT NULL,
	`dossier_id` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`device_id`, `dossier_id`)
);
--> statement-breakpoint
CREATE TABLE `dossier_move` (
	`position` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`dossier_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `dossier_move_by_dossier` ON `dossier_move` (`dossier_id`,`position`);