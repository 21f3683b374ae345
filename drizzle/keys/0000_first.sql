CREATE TABLE `dossier_key` (
	`dossier_id` text PRIMARY KEY NOT NULL,
	`wrapped` blob,
	`created_at` integer NOT NULL,
	`destroyed_at` integer
);
--> statement-breakpoint
CREATE TABLE `instance_key` (
	`name` text PRIMARY KEY NOT NULL,
	`wrapped` blob NOT NULL,
	`created_at` integer NOT NULL
);
