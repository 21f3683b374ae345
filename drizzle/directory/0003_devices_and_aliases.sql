CREATE TABLE `dossier_alias` (
	`provisional_id` text PRIMARY KEY NOT NULL,
	`dossier_id` text NOT NULL,
	`ps_id_nat` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `device` ADD `wipe_asked_at` integer;--> statement-breakpoint
ALTER TABLE `device` ADD `wipe_asked_by` text;--> statement-breakpoint
ALTER TABLE `device` ADD `wiped_at` integer;